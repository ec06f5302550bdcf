// What a licence server says of the content token, apart from what it says of the challenge, by the ranges of its documented
// codes: a tester has no DRM, so being refused for the challenge is a good answer about the token.

import type { StepReport } from "../../host/bindings";

export type Judgement = "accepted" | "refused" | "unjudged" | "mismatch";

export interface LicenceVerdict {
  token: Judgement;
  challenge: Judgement;
  /** Whether the challenge was refused for being empty, which says nothing. */
  onlyEmpty: boolean;
}

/** Codes of a challenge that is not that of the token. */
const ofBoth = ["4007", "4008", "4027"];

/** Undefined for another step, and where no licence server judged anything. */
export function licenceVerdict({ step, state, refusal }: StepReport): LicenceVerdict | undefined {
  if (step !== "licence") return undefined;
  if (!refusal) return state === "done" ? { token: "accepted", challenge: "accepted", onlyEmpty: false } : undefined;
  const code = refusal.body?.code ?? "";
  const judged = (token: Judgement, challenge: Judgement) => ({ token, challenge, onlyEmpty: state === "done" });
  if (ofBoth.includes(code)) return judged("mismatch", "mismatch");
  if (!/^\d{4}$/.test(code)) return undefined;
  if (code.startsWith("2")) return judged("accepted", "refused");
  if (code.startsWith("3") || code.startsWith("4")) return judged("refused", "unjudged");
  return code.startsWith("1") ? judged("unjudged", "unjudged") : undefined;
}
