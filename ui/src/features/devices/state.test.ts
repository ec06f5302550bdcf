import { expect, test } from "vitest";
import type { DeviceTokensView, TokenView } from "../../host/bindings";
import { axisMarks } from "./axis";
import { standingBadge } from "./state";

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute).toISOString();
const token = (ends: number | null) => ({ expiresAt: ends === null ? null : at(ends), chainEndsAt: at(30 * 24 * 60) }) as TokenView;
const none: DeviceTokensView = { access: null, refresh: null, issuedAt: null, refreshToken: "none", automatic: false, refreshDue: null };
const both: DeviceTokensView = { ...none, access: token(60), refresh: token(2880), issuedAt: at(0), refreshToken: "held" };

test.each([
  ["access token 54 min", both, 6],
  ["access token", { ...both, access: token(null) }, 6],
  ["refresh token kept", both, 61],
  ["refresh token kept", { ...none, refreshToken: "held" }, 0],
  ["refresh token ended", both, 2881],
  ["access token ended", { ...both, refresh: null, refreshToken: "none" }, 61],
  ["signed out", none, 0],
  ["no tokens", { ...none, refreshToken: "noKeychain" }, 0],
  ["access token ended", { ...both, refresh: null, refreshToken: "noKeychain" }, 61],
  ["keychain not reachable", { ...none, refreshToken: "unreachable" }, 0],
  ["not known", undefined, 0],
] as const)("a device says %s", (words, tokens, minutes) => {
  expect(standingBadge(tokens as DeviceTokensView | undefined, minutes * minute).text).toBe(words);
});

test("every moment of a session stands on the axis in its order", () => {
  const marks = axisMarks({ ...both, automatic: true, refreshDue: at(55) }, 10 * minute);
  expect(marks.map(({ name }) => name)).toEqual(["issued", "now", "due", "access", "refresh", "chain"]);
  const places = marks.map(({ place }) => place);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect([places[0], places.at(-1)]).toEqual([0, 1]);
});

test("without tokens in memory there is no axis", () => {
  expect(axisMarks({ ...none, refreshToken: "held" }, 0)).toEqual([]);
});

test("the end of a token goes by the clock of whoever issued it", () => {
  const day = 24 * 60;
  // This machine is a day ahead, so its clock shows a day more than the platform's.
  const skewed = { ...both, access: { ...token(60), clockSkew: -day * minute }, refresh: null, issuedAt: at(day) } as DeviceTokensView;
  expect(standingBadge(skewed, (day + 6) * minute).text).toBe("access token 54 min");
  expect(standingBadge(skewed, (day + 61) * minute).text).toBe("refresh token kept");
  const access = axisMarks(skewed, (day + 6) * minute).find(({ name }) => name === "access");
  expect(access?.at).toBe((day + 60) * minute);
});
