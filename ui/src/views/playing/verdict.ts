// What a licence server says of the content token, apart from what it says of the challenge: a tester has no DRM, so being
// refused for the challenge is a good answer about the token.

import type { Judged, StepReport } from "../../host/bindings";

export type Judgement = "accepted" | "refused" | "unjudged" | "mismatch";

export interface LicenceVerdict {
  token: Judgement;
  challenge: Judgement;
  /** Whether the challenge was refused for being empty, which says nothing. */
  onlyEmpty: boolean;
}

const verdicts: Record<Judged, [token: Judgement, challenge: Judgement] | undefined> = {
  granted: ["accepted", "accepted"],
  token: ["refused", "unjudged"],
  challenge: ["accepted", "refused"],
  both: ["mismatch", "mismatch"],
  request: ["unjudged", "unjudged"],
  unknown: undefined,
};

/** Undefined for another step, and where no licence server judged anything. */
export function licenceVerdict({ state, refusal, judged }: StepReport): LicenceVerdict | undefined {
  const verdict = judged ? verdicts[judged] : undefined;
  return verdict && { token: verdict[0], challenge: verdict[1], onlyEmpty: state === "done" && refusal !== null };
}
