// The words on the button of a remedy, and what goes into a ticket.

import type { Explanation, Remedy, StepReport } from "../../host/bindings";
import { text } from "./messages";

export function remedyLabel(remedy: Remedy): string {
  switch (remedy.kind) {
    case "useEncoding":
      return text.remedies.useEncoding(remedy.encoding);
    case "repeatFrom":
      return text.remedies.repeatFrom(remedy.step);
    default:
      return text.remedies[remedy.kind]();
  }
}

/** What somebody who looks into the platform's logs has to know, as plain text. */
export function ticketText(explanation: Explanation, report: StepReport): string {
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
