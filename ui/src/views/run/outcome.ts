// How a run or one of its steps stands, in a word with its colour.

import type { StepState, Verdict } from "../../host/bindings";

export type OutcomeTone = "neutral" | "ok" | "warn" | "bad";

export const outcomeWords: Readonly<Record<Verdict | StepState, string>> = {
  running: "running",
  paused: "paused",
  done: "done",
  refused: "refused",
  "not-reached": "not reached",
  unreadable: "unreadable",
  stopped: "stopped",
  cancelled: "cancelled",
};

export const outcomeTones: Readonly<Record<Verdict | StepState, OutcomeTone>> = {
  running: "neutral",
  paused: "neutral",
  done: "ok",
  refused: "bad",
  "not-reached": "bad",
  unreadable: "bad",
  stopped: "warn",
  cancelled: "neutral",
};
