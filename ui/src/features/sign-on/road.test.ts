import { expect, test } from "vitest";
import type { Road } from "../../host/bindings";
import { nameOn, planOf, roadOf, usualWays } from "./road";

const qr = (credential: string | null): Road => ({ kind: "qrSignOn", credential, account: "ACC-1", lifetime: null, claims: {} });
const password: Road = { kind: "passwordSignOn", userName: "dave", password: null, parameters: [] };
const guest: Road = { kind: "guestSignOn", country: null };

test("with a real head-end nothing is signed or shown here", () => {
  expect(planOf({ road: qr(null), content: null }, usualWays).steps).toEqual(["discover", "scan", "choose-code", "sign-on"]);
  expect(planOf({ road: qr("c-sim"), content: "CH015" }, usualWays).steps).toHaveLength(8);
  const wanted = planOf({ road: qr("c-sim"), content: null }, { ...usualWays, discoveryToken: "operator-jwt" });
  expect(wanted.steps.slice(0, 3)).toEqual(["mint-operator-jwt", "discover", "get-session-token"]);
});

test("a road has the columns of those that take part in it", () => {
  const columns = (road: Road, password: "ags" | "ias-v3" = "ags") =>
    planOf({ road, content: "CH015" }, { ...usualWays, password }).columns;
  expect(columns(qr("c-sim"))).toEqual(["head-end", "ags", "device", "ias"]);
  expect(columns(password)).toEqual(["ags", "device", "ias"]);
  expect(columns(password, "ias-v3")).toEqual(["device", "ias"]);
  expect(columns(guest)).toEqual(["device", "ias"]);
  expect(planOf({ road: password, content: null }, usualWays).columns).toEqual(["ags", "device"]);
});

test("a user name signs on where the environment says", () => {
  const plan = (way: "ags" | "ias-v3") => planOf({ road: password, content: "CH015" }, { ...usualWays, password: way });
  expect(plan("ags").steps).toEqual(["discover", "sign-on", "choose-account", "content-token"]);
  expect(nameOn(plan("ags"), "sign-on")).toBe("signOn");
  expect(plan("ias-v3").steps).toEqual(["sign-on", "content-token"]);
  expect(nameOn(plan("ias-v3"), "sign-on")).toBe("signOnByUserNamePassword");
});

test("journeys that sign nobody on are no road", () => {
  expect(["password-sign-on", "refresh", "constructor", undefined].map(roadOf)).toEqual([
    "passwordSignOn",
    undefined,
    undefined,
    undefined,
  ]);
});

test("what is done around the content token follows the road, and brings its own columns", () => {
  const playing = {
    approval: true,
    source: "url-builder",
    contentUrl: "https://cdn.example/ch015.mpd",
    certificate: "widevine",
    licence: { drm: "widevine", challenge: null },
  } as const;
  const road = { kind: "companionSignOn", approver: "d-1" } as const;
  const plan = planOf({ road, content: "CH015", playing }, usualWays);
  expect(plan.steps.slice(-4)).toEqual(["device-approval", "content-token", "certificate", "licence"]);
  expect(plan.columns).toEqual(["phone", "dsra", "device", "ias", "adm", "url-builder", "licence-server"]);
  expect(planOf({ road, content: null, playing }, usualWays).steps.at(-1)).toBe("device-approval");
});

test("a real phone is not approved for by the program", () => {
  const plan = planOf({ road: { kind: "companionSignOn", approver: null }, content: null }, usualWays);
  expect(plan.steps).toEqual(["registration-code", "show-qr", "await-approval", "sign-on"]);
});
