// A stored run as its steps. What is kept is written by any version of the program, so its shape is looked at, not trusted.

import type { DeviceReport, StepReport, StepState, StoredRun, Verdict } from "../../host/bindings";
import { text } from "./messages";

type Tone = "neutral" | "ok" | "warn" | "bad";

export interface RunReport {
  simulated: boolean;
  correlationId: string | null;
  device: DeviceReport | null;
  steps: readonly StepReport[];
}

/** Undefined when it has no steps that could be shown. */
export function reportOf(run: StoredRun): RunReport | undefined {
  if (typeof run.report !== "object" || run.report === null) return undefined;
  const { correlationId, device, steps } = run.report as Partial<RunReport>;
  if (!Array.isArray(steps) || !steps.every(isStep)) return undefined;
  return { simulated: run.summary.environment === "simulator", correlationId: correlationId ?? null, device: device ?? null, steps };
}

function isStep(value: unknown): value is StepReport {
  return typeof value === "object" && value !== null && "step" in value && "tokens" in value;
}

const tones: Record<Verdict | StepState, Tone> = {
  running: "neutral",
  paused: "neutral",
  done: "ok",
  refused: "bad",
  "not-reached": "bad",
  unreadable: "bad",
  stopped: "warn",
  cancelled: "neutral",
};

const isVerdict = (word: string): word is Verdict => Object.hasOwn(text.verdicts, word);

/** The verdict as a badge; one that this version does not know is shown as it is. */
export function verdictBadge(verdict: string): { text: string; tone: Tone } {
  return isVerdict(verdict) ? { text: text.verdicts[verdict], tone: tones[verdict] } : { text: verdict, tone: "neutral" };
}

export function stateDot(state: StepState): { tone: Tone; word: string } {
  return { tone: tones[state], word: text.states[state] };
}

/** The step to look at first: the one that did not go well, or the last. */
export function firstToLookAt(steps: readonly StepReport[]): StepReport["step"] | undefined {
  return (steps.find(({ state }) => state !== "done") ?? steps.at(-1))?.step;
}
