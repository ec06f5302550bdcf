// A stored run as its steps. What is kept is written by any version of the program, so its shape is looked at, not trusted.

import type { DeviceReport, StepReport, StoredRun, Verdict } from "../../host/bindings";
import { outcomeTones, outcomeWords, type OutcomeTone } from "../../views/run";

export interface RunReport {
  simulated: boolean;
  /** When it began by the clock of its environment, where that was another one than this machine's. */
  beganByItsClock: string | undefined;
  correlationId: string | null;
  device: DeviceReport | null;
  steps: readonly StepReport[];
}

/** Undefined when it has no steps that could be shown. */
export function reportOf(run: StoredRun): RunReport | undefined {
  if (typeof run.report !== "object" || run.report === null) return undefined;
  const { correlationId, device, steps, startedAt } = run.report as Partial<RunReport> & { startedAt?: unknown };
  if (!Array.isArray(steps) || !steps.every(isStep)) return undefined;
  return {
    simulated: run.summary.environment === "simulator" || steps.some(isOfTheSimulator),
    beganByItsClock: typeof startedAt === "string" && isApart(startedAt, run.summary.startedAt) ? startedAt : undefined,
    correlationId: correlationId ?? null,
    device: device ?? null,
    steps,
  };
}

/** Whether the simulator answered, at whatever address it was reached: it names itself in each answer. */
function isOfTheSimulator({ exchange, earlier }: StepReport): boolean {
  const names = [exchange, ...(earlier ?? [])].flatMap((one) => one?.answer?.headers ?? []).map(([name]) => name.toLowerCase());
  return names.includes("x-tessera-simulator");
}

const isApart = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) >= 1000;

function isStep(value: unknown): value is StepReport {
  return typeof value === "object" && value !== null && "step" in value && "tokens" in value;
}

/** The verdict as a badge; one that this version does not know is shown as it is. */
export function verdictBadge(verdict: string): { text: string; tone: OutcomeTone } {
  return isVerdict(verdict)
    ? { text: outcomeWords[verdict], tone: outcomeTones[verdict] }
    : { text: verdict, tone: "neutral" };
}

const isVerdict = (word: string): word is Verdict => Object.hasOwn(outcomeWords, word);

/** The step to look at first: the one that did not go well, or the last. */
export function firstToLookAt(steps: readonly StepReport[]): StepReport["step"] | undefined {
  return (steps.find(({ state }) => state !== "done") ?? steps.at(-1))?.step;
}
