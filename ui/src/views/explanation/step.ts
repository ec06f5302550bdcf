// What a step is called, the same wherever it stands: as its call, or as what the program did by itself.

import type { StepReport } from "../../host/bindings";
import { stepNames } from "./messages";

/** What an explanation is of: a step of a run, or a call that belongs to none. */
export type Explained = Pick<StepReport, "exchange" | "startedAt">;

/** `unsent` is its name where it made no call; a step of another version of the program has only its own word. */
export function stepTitle({ step, exchange }: Pick<StepReport, "step" | "exchange">, unsent?: string): string {
  // The call is that of another step.
  if (step.endsWith("-again") || step === "poll") return stepNames[step];
  return exchange?.name ?? unsent ?? stepNames[step] ?? step;
}
