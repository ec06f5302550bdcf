import { expect, test } from "vitest";
import { isoMilliseconds, localTime, withShortTimes } from "./moment";

test("a moment in a text is told as its day, and one of today as its time", () => {
  const noon = Date.parse("2026-11-22T12:00:00Z");
  expect(withShortTimes("may play CH015 in HD until 2100-01-01T12:00:00.000Z", noon)).toBe(
    "may play CH015 in HD until 2100-01-01",
  );
  expect(withShortTimes("until 2026-11-22T12:00:07.123456789Z.", noon)).toBe(`until ${localTime(noon).slice(0, 5)}.`);
});

test("a moment has milliseconds and no more, and what is none stays as it is", () => {
  expect(isoMilliseconds("2026-11-22T07:47:27.986727336Z")).toBe("2026-11-22T07:47:27.986Z");
  expect(isoMilliseconds("yesterday")).toBe("yesterday");
});
