// The sequence diagram of a run as plain data: one part a step, with its arrows or its note, what is under way, where it
// stopped, and what would have come.

import type { Actor, Step, StepReport, Verdict } from "../../../host/bindings";
import { withShortTimes } from "../../../components/time";
import { exchangesOf, microseconds, statusTone } from "../../../views/exchange";
import { text } from "../messages";
import { stepTitle } from "../../../views/explanation";
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
  /** From left to right: those of the road, and who else came to have a part in it. */
  columns: Actor[];
  /** Steps that are still to come. */
  ahead: Step[];
}

export interface RunPicture {
  reports: readonly StepReport[];
  running: Step | undefined;
  verdict: Verdict | undefined;
  plan: RoadPlan;
}

const choosing: readonly Step[] = ["choose-code", "choose-account"];

const ofHeadEnd: readonly Step[] = ["discover", "mint-operator-jwt", "get-session-token", "show-qr"];

/** On the companion's road the only tokens that are renewed are those of the phone, which asks for them itself. */
function callerOf(plan: RoadPlan, step: Step, from: Actor): Actor {
  const renews = step === "discover" || step === "refresh";
  return renews && plan.columns.includes("phone") ? "phone" : from;
}

/** Whose note a step without a call is. */
function ownerOf(plan: RoadPlan, step: Step): Actor {
  return ofHeadEnd.includes(step) && plan.columns[0] !== "phone" ? "head-end" : "device";
}

/** From whom to whom the call of a step goes; undefined for what the program does by itself. */
function callOf(plan: RoadPlan, step: Step): [Actor, Actor] | undefined {
  const calls: Partial<Record<Step, [Actor, Actor]>> = {
    "discover": ["head-end", "ags"],
    "get-session-token": ["head-end", "ags"],
    "sign-on": ["device", plan.signOn.to],
    "choose-account": ["device", "ags"],
    "content-token": ["device", plan.columns.includes("url-builder") ? "url-builder" : "ias"],
    "registration-code": ["device", "dsra"],
    "poll": ["device", "dsra"],
    "approve": ["phone", "dsra"],
    "approve-again": ["phone", "dsra"],
    "await-approval": ["device", "dsra"],
    "device-approval": ["device", "adm"],
    "certificate": ["device", "licence-server"],
    "licence": ["device", "licence-server"],
  };
  const call = calls[step];
  return call && [callerOf(plan, step, call[0]), call[1]];
}

export function diagramOf(run: RunPicture): Diagram {
  // A choice is only there where several match.
  const several = run.reports.some((report) => report.choices.length > 0);
  const all = run.plan.steps.filter((step) => several || !choosing.includes(step));
  const { plan, reports } = run;
  const parts = reports.map((report) => partOf(plan, report, report.step === run.running));
  if (run.running && !reports.some((report) => report.step === run.running)) parts.push(runningPart(plan, run.running));
  // A renewal has no place among the steps of the road.
  const last = Math.max(...parts.map(({ step }) => all.indexOf(step)));
  const ahead = run.verdict === "done" || parts.length === 0 ? [] : all.slice(last + 1);
  const actors = parts.flatMap(({ arrows }) => (arrows ? [arrows.from, arrows.to] : []));
  const more = [...new Set(actors)].filter((actor) => actor !== "head-end" && !plan.columns.includes(actor));
  const left = more.filter((actor) => actor === "ags");
  return { parts, ahead, columns: [...left, ...plan.columns, ...more.filter((actor) => actor !== "ags")] };
}

function partOf(plan: RoadPlan, report: StepReport, isRunning: boolean): DiagramPart {
  const { exchange, state, step } = report;
  const well = state === "done";
  const status = exchange?.answer?.status;
  const arrows: Arrows | undefined = exchange
    ? {
        name: lastWord(exchange.name),
        from: callerOf(plan, step, exchange.from),
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
    label: text.events.said(stepTitle(report, nameOn(plan, step)), [text.states[state], status].filter(Boolean).join(" ")),
    tone: isRunning ? "running" : well ? "plain" : "bad",
    at: exchange ? callerOf(plan, step, exchange.from) : ownerOf(plan, step),
    arrows,
    note: well && report.note ? withShortTimes(report.note) : undefined,
    stopped: well ? undefined : state === "cancelled" ? text.events.cancelled : (report.explanation?.notDone ?? report.note),
  };
}

/** The end of a long path: `approve`. */
function lastWord(name: string): string {
  return name.includes("/actions/") ? name.slice(name.lastIndexOf("/") + 1) : name;
}

function runningPart(plan: RoadPlan, step: Step): DiagramPart {
  const call = callOf(plan, step);
  const name = nameOn(plan, step);
  return {
    step,
    label: text.events.said(name, text.events.running),
    tone: "running",
    at: ownerOf(plan, step),
    arrows: call && { name: lastWord(name), from: call[0], to: call[1], answer: undefined },
    note: call ? undefined : name,
    stopped: undefined,
  };
}

/** What the head of the pane says: how many calls, how long they took, under which correlation id. */
export function figuresOf(reports: readonly StepReport[]): { calls: number; time: string; correlationId: string | undefined } {
  const exchanges = reports.flatMap(exchangesOf);
  return {
    calls: exchanges.length,
    time: microseconds(exchanges.reduce((all, exchange) => all + exchange.timings.total, 0)),
    correlationId: exchanges.at(-1)?.correlationId ?? undefined,
  };
}

/** What the device is called, by its platform: a television box, a phone. */
export function deviceName(hardwareType: string | undefined): string {
  return hardwareType === undefined ? text.actors.device : (text.deviceActors[hardwareType] ?? hardwareType);
}
