import { expect, test } from "vitest";
import { about, digits } from "./span";

const s = 1000;
const min = 60 * s;
const h = 60 * min;

test.each([
  [-5, "0:00"],
  [999, "0:00"],
  [3 * min + 33 * s, "3:33"],
  [59 * min + 12 * s, "59:12"],
  [47 * h + 59 * min + 12 * s, "47:59:12"],
  [30 * 24 * h, "30 d"],
])("%d ms are shown as %s", (length, shown) => {
  expect(digits(length)).toBe(shown);
});

test.each([
  [12 * s, "12 s"],
  [-59 * min, "59 min"],
  [48 * h, "48 h"],
  [30 * 24 * h, "30 d"],
])("%d ms are about %s", (length, words) => {
  expect(about(length)).toBe(words);
});
