// The calls of a step: it may have made several, each of which can be looked at.

import type { ExchangeView, StepReport } from "../../host/bindings";

/** Every call of a step, oldest first. */
export function exchangesOf({ earlier, exchange }: Pick<StepReport, "earlier" | "exchange">): ExchangeView[] {
  return [...(earlier ?? []), ...(exchange ? [exchange] : [])];
}
