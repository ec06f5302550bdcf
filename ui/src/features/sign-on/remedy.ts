// What the button of a remedy does: the change that mends it, then where the run goes on.

import type { Remedy, SecretEncoding, Step } from "../../host/bindings";

export type Mend =
  | { kind: "repeat"; step: Step; change?: { kind: "encoding"; encoding: SecretEncoding } | { kind: "firstTime" } | { kind: "dropClaims" } }
  | { kind: "go"; to: "environments" | "credentials" };

export function mendFor(remedy: Remedy): Mend {
  const afresh: Step = "mint-operator-jwt";
  switch (remedy.kind) {
    case "useEncoding":
      return { kind: "repeat", step: afresh, change: { kind: "encoding", encoding: remedy.encoding } };
    case "signOnFirstTime":
      return { kind: "repeat", step: afresh, change: { kind: "firstTime" } };
    case "dropEditedClaims":
      return { kind: "repeat", step: afresh, change: { kind: "dropClaims" } };
    case "repeatFrom":
      return { kind: "repeat", step: remedy.step };
    case "editEnvironment":
      return { kind: "go", to: "environments" };
    case "editCredential":
      return { kind: "go", to: "credentials" };
  }
}
