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

/** Companion sign-on; what is done around a content token of IAS; the same of URL Builder, with a challenge that is refused. */
export type OtherTape = "guest" | "companion" | "around" | "urlBuilder";

export type Tape = QrTape | PasswordTape | OtherTape;

export const tapes = recorded as unknown as Record<Tape, StepReport[]> & { base: string };
