import { expect, test } from "vitest";
import { sideOf } from "./side";

test("with room enough a code is as large as wanted", () => {
  expect(sideOf(25, 132, 243, 1)).toBe(132);
  expect(sideOf(25, 132, Infinity, 1)).toBe(132);
});

test("with less room it is smaller by whole pixels a module", () => {
  for (const [modules, room] of [
    [101, 243],
    [69, 243],
    [25, 100],
    [177, 320.5],
  ] as const) {
    const side = sideOf(modules, 4 * (modules + 8), room, 1) ?? 0;
    expect(side).toBeLessThanOrEqual(room);
    expect(side % (modules + 8)).toBe(0);
    expect(side).toBeGreaterThan(0);
  }
});

test("on a dense screen the screen's own pixels count", () => {
  const side = sideOf(25, 132, 100, 1.5) ?? 0;
  expect((side * 1.5) % 33).toBe(0);
  expect(side).toBe(88);
});

test("where not one pixel a module fits it is not drawn", () => {
  expect(sideOf(177, 740, 150, 1)).toBeUndefined();
});
