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
    lines.push(
      `${report.exchange.request.method} ${report.exchange.request.url}`,
      `x-correlation-id: ${report.exchange.correlationId}`,
      `at: ${report.exchange.startedAt}`,
    );
  } else {
    lines.push(`at: ${report.startedAt}`);
  }
  return lines.join("\n");
}
