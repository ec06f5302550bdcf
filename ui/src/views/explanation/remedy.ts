// The words on the button of a remedy, and what goes into a ticket.

import type { Explanation, Remedy, Step } from "../../host/bindings";
import { stepNames, text } from "./messages";
import type { Explained } from "./step";

/** `nameOf` says what a step is called in the run that is mended. */
export function remedyLabel(remedy: Remedy, nameOf: (step: Step) => string = (step) => stepNames[step]): string {
  switch (remedy.kind) {
    case "useEncoding":
      return text.remedies.useEncoding(remedy.encoding);
    case "repeatFrom":
      return text.remedies.repeatFrom(nameOf(remedy.step));
    default:
      return text.remedies[remedy.kind]();
  }
}

/** What somebody who looks into the platform's logs has to know, as plain text. */
export function ticketText(explanation: Explanation, report: Explained): string {
  const lines = [explanation.headline, explanation.said];
  if (report.exchange) {
    const { request, correlationId, startedAt } = report.exchange;
    lines.push(`${request.method} ${request.url}`);
    if (correlationId !== null) lines.push(`x-correlation-id: ${correlationId}`);
    lines.push(`at: ${startedAt}`);
  } else {
    lines.push(`at: ${report.startedAt}`);
  }
  return lines.join("\n");
}
