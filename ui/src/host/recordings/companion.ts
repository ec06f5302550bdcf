// Companion sign-on, and what is done around a content token, on recorded answers: the polls of a real phone are that of the
// recording, three times over.

import type { Device, JourneyInput, PlayingInput, QrPicture, Road, Step, StepReport } from "../bindings";
import code from "./registration.svg?raw";
import { shifted } from "./shift";
import { tapes, type OtherTape } from "./tapes";
import type { World } from "./world";

/** How often a real phone lets itself be asked for. */
const patience = 3;

export function companionSteps(road: Road): Step[] {
  const all = tapes.companion.map((report) => report.step);
  const real = road.kind === "companionSignOn" && road.approver === null;
  return real ? all.filter((step) => step !== "poll" && step !== "approve") : all;
}

export function stepsAround(content: string | null, playing: PlayingInput | null | undefined): Step[] {
  const all: [unknown, Step][] = [
    [playing?.approval, "device-approval"],
    [content, "content-token"],
    [content && playing?.certificate, "certificate"],
    [content && playing?.licence, "licence"],
  ];
  return all.flatMap(([wanted, step]) => (wanted ? [step] : []));
}

export function tapeAround({ playing }: JourneyInput, step: Step): OtherTape | undefined {
  if (step === "device-approval" || step === "certificate") return "around";
  if (step === "licence") return playing?.licence?.challenge ? "urlBuilder" : "around";
  return step === "content-token" && playing?.source === "url-builder" ? "urlBuilder" : undefined;
}

/** The next poll of the waiting: approved at once where a device of here did, later where a real phone does. */
export function awaited(run: { input: JourneyInput; reports: readonly StepReport[] }, now: number): StepReport {
  const { road } = run.input;
  const find = (step: Step) => tapes.companion.find((report) => report.step === step);
  const [poll, approved] = [find("poll"), find("await-approval")];
  if (!poll || !approved) throw new Error("no companion sign-on is recorded");
  const before = run.reports.find((report) => report.step === "await-approval");
  const earlier = [...(before?.earlier ?? []), ...(before?.exchange ? [before.exchange] : [])];
  const isReal = road.kind === "companionSignOn" && road.approver === null;
  const times = earlier.length + 1;
  const waits = isReal && times <= patience;
  const report = shifted(waits ? poll : approved, (waits ? poll : approved).startedAt, now);
  const exchange = report.exchange && { ...report.exchange, id: crypto.randomUUID() };
  const note = waits ? `not approved yet, asked ${times === 1 ? "once" : `${times} times`}` : report.note;
  return { ...report, step: "await-approval", note, exchange, ...(earlier.length > 0 ? { earlier } : {}) };
}

export function registrationCode(expiresAt: string): QrPicture {
  return { svg: code, version: 1, errorCorrection: "M", modules: 21, minPixels: 116, text: "RPTC6HLB", expiresAt };
}

export function approversOf(world: World, environment: string): Device[] {
  return world.devices.filter((device) => device.environment === environment);
}
