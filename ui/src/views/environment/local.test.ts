import { expect, test } from "vitest";
import type { EnvironmentEntry } from "../../host/bindings";
import { isLocal } from "./local";

const at = (urls: Record<string, string>, simulated = false) =>
  ({ simulated, state: { kind: "readable", environment: { urls } } }) as unknown as EnvironmentEntry;

test.each(["http://127.0.0.1:41873", "https://localhost:8443", "http://[::1]:9", "http://127.8.0.1", "http://ags.localhost"])(
  "%s is on this computer",
  (ags) => expect(isLocal(at({ ags }))).toBe(true),
);

test.each(["https://ags.example.com", "https://localhost.example.com", "https://127.0.0.1.example.com", "https://10.0.0.1"])(
  "%s is somewhere else, and stays told as such",
  (ags) => expect(isLocal(at({ ags }))).toBe(false),
);

test("one address elsewhere is enough to be no local environment", () => {
  expect(isLocal(at({ ags: "http://127.0.0.1:1", ias: "https://ias.example.com" }))).toBe(false);
});

test("the simulator inside and a damaged file are not local environments", () => {
  expect(isLocal(at({ ags: "http://127.0.0.1:1" }, true))).toBe(false);
  expect(isLocal({ simulated: false, state: { kind: "damaged", problems: [] } })).toBe(false);
});
