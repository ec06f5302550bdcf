import { expect, test } from "vitest";
import { panesLayout } from "./layout";

test.each([
  [0, "three"],
  [1128, "three"],
  [856, "stacked"],
  [756, "stacked"],
  [276, "flow"],
] as const)("in %d px the panes stand %s", (width, layout) => {
  expect(panesLayout(width)).toBe(layout);
});
