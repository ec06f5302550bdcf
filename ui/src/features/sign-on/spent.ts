// Which session token a run is about to send: the platform takes each of them once.

import type { Mode, Step, StepReport } from "../../host/bindings";

/** The session token that a step brought, in its cut form. */
export function tokenOf(report: StepReport | undefined): string | undefined {
  const slots = ["session-token", "scanned-token"];
  return report?.tokens.find(({ slot }) => slots.includes(slot))?.view.cut;
}

/** The one that is sent when a run goes on with `next`; undefined when none is, or when it is not known before. */
export function tokenToSend(reports: readonly StepReport[], next: Step, mode: Mode): string | undefined {
  const of = (step: Step) => tokenOf(reports.find((report) => report.step === step));
  if (next === "sign-on") return of("choose-code") ?? of("scan");
  return mode === "runThrough" && (next === "show-qr" || next === "scan") ? of("get-session-token") : undefined;
}
