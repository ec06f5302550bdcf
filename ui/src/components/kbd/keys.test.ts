import { expect, test } from "vitest";
import { ariaKeys, keyLabels, matchesKeys } from "./keys";

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...more });

test("a chord is exactly its keys", () => {
  expect(matchesKeys(press("k", { ctrlKey: true }), "Mod+K")).toBe(true);
  expect(matchesKeys(press("K", { ctrlKey: true, shiftKey: true }), "Mod+K")).toBe(false);
  expect(matchesKeys(press("P", { ctrlKey: true, shiftKey: true }), "Mod+Shift+P")).toBe(true);
  expect(matchesKeys(press("k"), "Mod+K")).toBe(false);
  expect(matchesKeys(press("k", { ctrlKey: true, altKey: true }), "Mod+K")).toBe(false);
  expect(matchesKeys(press("Escape"), "Escape")).toBe(true);
});

test("digits go by their place, so that a French keyboard works", () => {
  expect(matchesKeys(press("&", { code: "Digit1", ctrlKey: true }), "Mod+1")).toBe(true);
  expect(matchesKeys(press("1", { code: "Digit2", ctrlKey: true }), "Mod+1")).toBe(false);
});

test("chords are shown and told as the system has them", () => {
  expect(keyLabels("Mod+Enter")).toEqual(["Ctrl", "⏎"]);
  expect(ariaKeys("Mod+Shift+P")).toBe("Control+Shift+P");
});
