import { expect, test } from "vitest";
import { lifetimePicture } from "./lifetime";

const hour = 3600_000;

test("an hour, two days and a month each have their place on one bar", () => {
  const picture = lifetimePicture(
    0,
    [
      { name: "fixed_exp", at: 720 * hour },
      { name: "exp", at: hour },
      { name: "refresh", at: 48 * hour },
    ],
    0,
  );
  expect(picture.marks.map(({ name, span }) => [name, span])).toEqual([
    ["exp", "60 min"],
    ["refresh", "48 h"],
    ["fixed_exp", "30 d"],
  ]);
  expect(picture.marks.map(({ place }) => place)).toEqual([expect.closeTo(0.385, 2), expect.closeTo(0.746, 2), 1]);
  expect(picture.present).toBe(0);
});

test("the present passes a mark and stops at the end", () => {
  const marks = [{ name: "exp", at: hour }];
  expect(lifetimePicture(0, marks, hour / 2).marks[0]?.past).toBe(false);
  expect(lifetimePicture(0, marks, 2 * hour)).toMatchObject({ present: 1, marks: [{ past: true }] });
});
