// What is known of the waiting for an approval: how often DSRA was asked, how often it may be, and whether somebody approved.

import type { ExchangeView, StepReport } from "../../../host/bindings";
import { exchangesOf } from "../../../views/exchange";

export interface Polls {
  /** Calls that DSRA answered or not, oldest first. */
  exchanges: readonly ExchangeView[];
  approved: boolean;
  /** Seconds between two of them, as DSRA said; undefined where it did not. */
  period: number | undefined;
}

export function pollsOf(reports: readonly StepReport[]): Polls {
  const polls = reports.filter(({ step }) => step === "poll" || step === "await-approval");
  const code = reports.find(({ step }) => step === "registration-code");
  const said: unknown = (code?.exchange?.answer?.body.json as Record<string, unknown> | null | undefined)?.["pollingPeriodSeconds"];
  const period = Number(said);
  return {
    exchanges: polls.flatMap(exchangesOf),
    approved: polls.some(({ tokens }) => tokens.some(({ slot }) => slot === "sign-on-activation-token")),
    period: said !== undefined && said !== null && period > 0 ? period : undefined,
  };
}
