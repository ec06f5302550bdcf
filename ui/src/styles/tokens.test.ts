// WCAG 2.2 contrast of the colours that meet on screen, in both themes: 4.5 for text, 3 for what shows a control or the focus.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

function colour(name: string, theme: "light" | "dark"): string {
  const pair = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const single = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css);
  const found = pair ? pair[theme === "light" ? 1 : 2] : single?.[1];
  if (!found) throw new Error(`tokens.css has no colour --${name}`);
  return found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["bg", "surface", "raised", "sunken", "hover"];
const texts = ["text", "text-2", "text-3", "accent-text", "violet", "blue", "orange", "ok", "warn", "bad"];
const text: [string, string][] = [
  ...texts.flatMap((front) => grounds.map((ground): [string, string] => [front, ground])),
  ["accent-text", "accent-weak"],
  ["text", "accent-weak"],
  ["text-2", "accent-weak"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ...["ok", "warn", "bad"].flatMap((tone): [string, string][] => [
    [tone, `${tone}-weak`],
    ["text", `${tone}-weak`],
  ]),
  ["screen-text", "screen"],
  ["screen-text-2", "screen"],
  ["screen-text", "screen-raised"],
];
const parts: [string, string][] = [
  ...grounds.filter((ground) => ground !== "hover").map((ground): [string, string] => ["focus", ground]),
  ["control-line", "surface"],
  ["control-line", "raised"],
  ["accent", "surface"],
  ["accent", "line"],
  ["screen-accent", "screen-line"],
  ...["ok", "warn", "bad"].map((tone): [string, string] => [tone, "bg"]),
];

test.each(["light", "dark"] as const)("text can be read in the %s theme", (theme) => {
  const faint = text
    .map(([front, ground]) => ({ front, ground, ratio: contrast(colour(front, theme), colour(ground, theme)) }))
    .filter(({ ratio }) => ratio < 4.5);
  expect(faint).toEqual([]);
});

test.each(["light", "dark"] as const)("controls and focus can be seen in the %s theme", (theme) => {
  const faint = parts
    .map(([front, ground]) => ({ front, ground, ratio: contrast(colour(front, theme), colour(ground, theme)) }))
    .filter(({ ratio }) => ratio < 3);
  expect(faint).toEqual([]);
});
