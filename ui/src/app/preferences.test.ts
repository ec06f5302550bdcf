import { expect, test, vi } from "vitest";
import { initialRatios } from "../components/panes";
import { Preferences } from "./preferences.svelte";

test("a change is handed on to be kept, whole", () => {
  const save = vi.fn();
  const preferences = new Preferences(save);
  preferences.theme = "dark";
  preferences.panes = { ...initialRatios, first: 0.3 };
  expect(save).toHaveBeenLastCalledWith({
    theme: "dark",
    panes: { ...initialRatios, first: 0.3 },
    qrCode: "atOnce",
    environment: undefined,
    choices: {},
  });
});

test("what was kept is taken without being kept again", () => {
  const save = vi.fn();
  const preferences = new Preferences(save, { theme: "light" });
  preferences.take({ panes: { ...initialRatios, second: 0.4 } });
  expect(preferences.theme).toBe("light");
  expect(preferences.panes.second).toBe(0.4);
  expect(save).not.toHaveBeenCalled();
});

test("a choice in one environment leaves the others alone", () => {
  const preferences = new Preferences(vi.fn(), { choices: { lab: { account: "A" } } });
  preferences.choose("simulator", { account: "ACC-1" });
  preferences.choose("simulator", { content: "CH015" });
  expect(preferences.choiceIn("simulator")).toEqual({ account: "ACC-1", content: "CH015" });
  expect(preferences.choiceIn("lab")).toEqual({ account: "A" });
});
