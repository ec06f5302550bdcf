// The sequence diagram of a run as plain data: one part a step, with its arrows or its note, what is under way, where it
// stopped, and what would have come.

import type { Actor, Step, StepReport, Verdict } from "../../../host/bindings";
import { localDate, localTime } from "../../../components/time";
import { microseconds, statusTone } from "../../../views/exchange";
import { stepOrder, text } from "../messages";
import { nameOn, type RoadPlan } from "../road";

export interface Arrows {
  name: string;
  from: Actor;
  to: Actor;
  /** What came back; undefined while it is under way. */
  answer: { words: string; tone: "ok" | "warn" | "bad"; time: string } | undefined;
}

export interface DiagramPart {
  step: Step;
  /** For screen readers: what it is and how it stands. */
  label: string;
  tone: "plain" | "bad" | "running";
  /** Whose note it is. */
  at: Actor;
  arrows: Arrows | undefined;
  note: string | undefined;
  /** Where the run stopped, and why in a few words. */
  stopped: string | undefined;
}

export interface Diagram {
  parts: DiagramPart[];
  /** Steps that are still to come. */
  ahead: Step[];
}

export interface RunPicture {
  reports: readonly StepReport[];
  running: Step | undefined;
  verdict: Verdict | undefined;
  plan: RoadPlan;
}

const ofHeadEnd: readonly Step[] = ["discover", "mint-operator-jwt", "get-session-token", "show-qr"];

/** From whom to whom the call of a step goes; undefined for what the program does by itself. */
function callOf(plan: RoadPlan, step: Step): [Actor, Actor] | undefined {
  const calls: Partial<Record<Step, [Actor, Actor]>> = {
    "discover": ["head-end", "ags"],
    "get-session-token": ["head-end", "ags"],
    "sign-on": ["device", plan.signOn.to],
    "choose-account": ["device", "ags"],
    "content-token": ["device", "ias"],
  };
  return calls[step];
}

export function diagramOf(run: RunPicture): Diagram {
  // An account is only chosen where several match.
  const several = run.reports.some((report) => report.choices.length > 0);
  const all = run.plan.steps.filter((step) => several || step !== "choose-account");
  const reports = [...run.reports].sort((a, b) => stepOrder.indexOf(a.step) - stepOrder.indexOf(b.step));
  const parts = reports.map((report) => partOf(run.plan, report));
  if (run.running && !reports.some((report) => report.step === run.running)) parts.push(runningPart(run.plan, run.running));
  const last = parts.at(-1)?.step;
  const ahead = run.verdict === "done" || last === undefined ? [] : all.slice(all.indexOf(last) + 1);
  return { parts, ahead };
}

function partOf(plan: RoadPlan, report: StepReport): DiagramPart {
  const { exchange, state, step } = report;
  const well = state === "done";
  const status = exchange?.answer?.status;
  const arrows: Arrows | undefined = exchange
    ? {
        name: exchange.name,
        from: exchange.from,
        to: exchange.to,
        answer: {
          words: exchange.answer ? `${exchange.answer.status} ${exchange.answer.reason}`.trim() : text.events.failed,
          tone: status !== undefined && state !== "unreadable" ? statusTone(status) : "bad",
          time: microseconds(exchange.timings.total),
        },
      }
    : undefined;
  return {
    step,
    label: text.events.said(exchange?.name ?? nameOn(plan, step), [text.states[state], status].filter(Boolean).join(" ")),
    tone: well ? "plain" : "bad",
    at: exchange?.from ?? (ofHeadEnd.includes(step) ? "head-end" : "device"),
    arrows,
    note: well && report.note ? withShortTimes(report.note) : undefined,
    stopped: well ? undefined : state === "cancelled" ? text.events.cancelled : (report.explanation?.notDone ?? report.note),
  };
}

/** Moments in a note, which the program writes in full, as the day here; of today, as the time. */
export function withShortTimes(note: string, now = Date.now()): string {
  return note.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (iso) => {
    const at = Date.parse(iso);
    return localDate(at) === localDate(now) ? localTime(at).slice(0, 5) : localDate(at);
  });
}

function runningPart(plan: RoadPlan, step: Step): DiagramPart {
  const call = callOf(plan, step);
  const name = nameOn(plan, step);
  return {
    step,
    label: text.events.said(name, text.events.running),
    tone: "running",
    at: ofHeadEnd.includes(step) ? "head-end" : "device",
    arrows: call && { name, from: call[0], to: call[1], answer: undefined },
    note: call ? undefined : name,
    stopped: undefined,
  };
}

/** What the head of the pane says: how many calls, how long they took, under which correlation id. */
export function figuresOf(reports: readonly StepReport[]): { calls: number; time: string; correlationId: string | undefined } {
  const exchanges = reports.flatMap((report) => report.exchange ?? []);
  return {
    calls: exchanges.length,
    time: microseconds(exchanges.reduce((all, exchange) => all + exchange.timings.total, 0)),
    correlationId: exchanges.at(-1)?.correlationId,
  };
}

/** What the device is called, by its platform: a television box, a phone. */
export function deviceName(hardwareType: string | undefined): string {
  return hardwareType === undefined ? text.actors.device : (text.deviceActors[hardwareType] ?? hardwareType);
}
