import { expect, test } from "vitest";
import type { Remedy } from "../../host/bindings";
import { mendFor } from "./remedy";
import { planOf, type RoadPlan, usualWays } from "./road";

const content = "CH015";
const qr = (credential: string | null): RoadPlan =>
  planOf({ road: { kind: "qrSignOn", credential, account: "ACC-1", lifetime: null, claims: {} }, content }, usualWays);
const password = planOf({ road: { kind: "passwordSignOn", userName: "dave", password: null, parameters: [] }, content }, usualWays);
const guest = planOf({ road: { kind: "guestSignOn", country: null }, content }, usualWays);

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
  [{ kind: "signOnAgain" }, { kind: "start" }],
])("%o is one button", (remedy, mend) => {
  expect(mendFor(remedy, qr("c-sim"))).toEqual(mend);
});

test("a first-time sign-on begins with what only works once on its road", () => {
  const step = (plan: RoadPlan) => mendFor({ kind: "signOnFirstTime" }, plan);
  expect([qr(null), password, guest].map(step)).toMatchObject([{ step: "scan" }, { step: "sign-on" }, { step: "sign-on" }]);
});

test("where a road has no such step, it is repeated from its beginning", () => {
  expect(mendFor({ kind: "repeatFrom", step: "discover" }, password)).toEqual({ kind: "repeat", step: "discover" });
  expect(mendFor({ kind: "repeatFrom", step: "discover" }, guest)).toEqual({ kind: "repeat", step: "sign-on" });
});

test("a choice of accounts is repeated with its sign-on", () => {
  expect(mendFor({ kind: "repeatFrom", step: "choose-account" }, password)).toEqual({ kind: "repeat", step: "sign-on" });
});
