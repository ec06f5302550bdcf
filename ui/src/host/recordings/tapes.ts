// What the real program answered, cut: the steps of runs as `tessera run` prints them, each recording named by what it shows.

import type { StepReport } from "../bindings";
import recorded from "./runs.json";

export type QrTape = "done" | "nth" | "otherTenant" | "wrongEncoding" | "noContent" | "notReached" | "page" | "foreign" | "noCode";

export type PasswordTape =
  | "password"
  | "passwordNth"
  | "wrongPassword"
  | "wrongPasswordNth"
  | "several"
  | "second"
  | "atIas"
  | "wrongAtIas";

export type Tape = QrTape | PasswordTape | "guest";

export const tapes = recorded as unknown as Record<Tape, StepReport[]> & { base: string };
