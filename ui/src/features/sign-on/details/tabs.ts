// Which tabs the inside of a step has, and which of them says most.

import type { Finding, StepReport, TokenSlot } from "../../../host/bindings";
import { text } from "../messages";

export type TabId = "request" | "response" | "about" | "findings" | "why" | `token:${TokenSlot}`;

export interface DetailTab {
  id: TabId;
  label: string;
  badge?: { text: string; tone: "neutral" | "warn" | "bad" };
}

/** What was noticed in a step and in the tokens that it brought. */
export function findingsOf(report: StepReport): Finding[] {
  return [...report.findings, ...report.tokens.flatMap((token) => token.view.findings)];
}

export function tabsOf(report: StepReport): DetailTab[] {
  const words = text.details.tabs;
  const tabs: DetailTab[] = report.exchange
    ? [
        { id: "request", label: words.request },
        { id: "response", label: words.response },
      ]
    : [{ id: "about", label: words.about }];
  for (const { slot } of report.tokens) tabs.push({ id: `token:${slot}`, label: text.details.slots[slot] });
  const findings = findingsOf(report);
  const worst = findings.some((one) => one.severity === "error")
    ? "bad"
    : findings.some((one) => one.severity === "warning")
      ? "warn"
      : "neutral";
  tabs.push({
    id: "findings",
    label: words.findings,
    ...(findings.length > 0 ? { badge: { text: String(findings.length), tone: worst } } : {}),
  });
  if (report.explanation) tabs.push({ id: "why", label: words.why(report.refusal?.status) });
  return tabs;
}

export function firstTab(report: StepReport): TabId {
  if (report.explanation) return "why";
  const [token] = report.tokens;
  if (token) return `token:${token.slot}`;
  return report.exchange ? "response" : "about";
}
