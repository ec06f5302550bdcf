import { expect, test } from "vitest";
import { initialRatios } from "../components/panes";
import type { Kept } from "./preferences.svelte";
import { fromSettings, toSettings } from "./settings";

const kept: Kept = {
  theme: "dark",
  qrCode: "atOnce",
  environment: "lab",
  panes: initialRatios,
  choices: { lab: { platform: "iphone", account: "ACC-1", content: "CH015", road: "passwordSignOn" } },
};

test("what is kept is what was set, the road in with it", () => {
  expect(fromSettings(toSettings(kept))).toEqual(kept);
});

test("settings of a program that kept no road have none", () => {
  const settings = { ...toSettings(kept), choices: { lab: { platform: null, account: "ACC-1", content: null, road: null } } };
  expect(fromSettings(settings).choices["lab"]).toEqual({ account: "ACC-1" });
});
