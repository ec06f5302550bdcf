// What the button of a remedy does: the change that mends it, then where the run goes on.

import type { Remedy, SecretEncoding, Step } from "../../host/bindings";
import type { RoadPlan } from "./road";

export type Mend =
  | { kind: "start" }
  | { kind: "repeat"; step: Step; change?: { kind: "encoding"; encoding: SecretEncoding } | { kind: "firstTime" } | { kind: "dropClaims" } }
  | { kind: "go"; to: "environments" | "credentials" };

/** On the road of a run: what has to be made anew begins with what only works once. */
export function mendFor(remedy: Remedy, { steps }: Pick<RoadPlan, "steps">): Mend {
  const first = steps[0] ?? "sign-on";
  const afresh: Step = (["mint-operator-jwt", "scan", "registration-code"] as const).find((step) => steps.includes(step)) ?? "sign-on";
  switch (remedy.kind) {
    case "useEncoding":
      return { kind: "repeat", step: afresh, change: { kind: "encoding", encoding: remedy.encoding } };
    case "signOnFirstTime":
      return { kind: "repeat", step: afresh, change: { kind: "firstTime" } };
    case "dropEditedClaims":
      return { kind: "repeat", step: afresh, change: { kind: "dropClaims" } };
    case "repeatFrom":
      return { kind: "repeat", step: repeatable(steps.includes(remedy.step) ? remedy.step : first) };
    case "signOnAgain":
      return { kind: "start" };
    case "editEnvironment":
      return { kind: "go", to: "environments" };
    case "editCredential":
      return { kind: "go", to: "credentials" };
  }
}

/** Where a repetition begins: a choice can only be made after the step that offers it. */
export function repeatable(step: Step): Step {
  const offeredBy: Partial<Record<Step, Step>> = {
    "choose-code": "scan",
    "choose-account": "sign-on",
    "approve-again": "approve",
    "content-token-again": "content-token",
    "device-approval-again": "device-approval",
  };
  return offeredBy[step] ?? step;
}
