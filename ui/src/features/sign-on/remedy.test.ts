import { expect, test } from "vitest";
import type { Remedy } from "../../host/bindings";
import { mendFor } from "./remedy";

test.each<[Remedy, ReturnType<typeof mendFor>]>([
  [
    { kind: "useEncoding", encoding: "base64" },
    { kind: "repeat", step: "mint-operator-jwt", change: { kind: "encoding", encoding: "base64" } },
  ],
  [{ kind: "signOnFirstTime" }, { kind: "repeat", step: "mint-operator-jwt", change: { kind: "firstTime" } }],
  [{ kind: "dropEditedClaims" }, { kind: "repeat", step: "mint-operator-jwt", change: { kind: "dropClaims" } }],
  [{ kind: "repeatFrom", step: "scan" }, { kind: "repeat", step: "scan" }],
  [{ kind: "editEnvironment" }, { kind: "go", to: "environments" }],
  [{ kind: "editCredential" }, { kind: "go", to: "credentials" }],
])("%o is one button", (remedy, mend) => {
  expect(mendFor(remedy)).toEqual(mend);
});
