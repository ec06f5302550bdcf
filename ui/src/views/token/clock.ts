// Times in tokens go by the clock of whoever issued them. Where it is known to differ from this machine's, the view of the token
// says by how much.

import type { TokenView } from "../../host/bindings";

/** Milliseconds since the epoch by the clock that a token goes by, from those of its environment. */
export function clockOf(view: Pick<TokenView, "clockSkew"> | null | undefined, now: number): number {
  return now + (view?.clockSkew ?? 0);
}
