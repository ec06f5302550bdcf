import { expect, test } from "vitest";
import type { ContentRight } from "../../host/bindings";
import { rightMarks, rightSentences } from "./rights";

const now = Date.parse("2026-11-22T12:00:00Z");
const right = (part: Partial<ContentRight>): ContentRight => ({
  contentId: "CH015",
  start: "2026-01-01T12:00:00Z",
  end: "2027-01-01T12:00:00Z",
  duration: 7200,
  storable: false,
  usageRulesProfileId: "HD",
  sessionControl: { enabled: true, maxSessions: 3 } as ContentRight["sessionControl"],
  ...part,
});

test("every right is a sentence", () => {
  expect(rightSentences(right({}), now)).toEqual([
    "It may be played now: from 2026-01-01 to 2027-01-01.",
    "A licence lasts 2 h once playback began.",
    "Its usage rules are the profile HD.",
    "It may not be kept to be played offline.",
    "It needs a session at SSM, of which 3 play at once.",
  ]);
});

test("what the token does not say makes no sentence, and a window without an end is said so", () => {
  const none = { duration: null, storable: null, usageRulesProfileId: null, sessionControl: null };
  expect(rightSentences(right({ ...none, start: null, end: null }), now)).toEqual(["It may be played at any time."]);
  expect(rightSentences(right({ ...none, end: null }), now)).toEqual(["It may be played now: from 2026-01-01 on."]);
});

test("a window that has not begun, or is over, is said", () => {
  const first = (part: Partial<ContentRight>) => rightSentences(right(part), now)[0];
  expect(first({ start: "2026-12-01T12:00:00Z" })).toBe("It may not be played yet: from 2026-12-01 to 2027-01-01.");
  expect(first({ end: "2026-11-01T12:00:00Z" })).toBe("It may not be played any more: from 2026-01-01 to 2026-11-01.");
});

test("a licence that is asked for now ends with the window at the latest", () => {
  const ends = (part: Partial<ContentRight>) => rightMarks(right(part), now).find(({ id }) => id === "licence")?.at;
  expect(ends({})).toBe(now + 7200_000);
  expect(ends({ end: "2026-11-22T13:00:00Z" })).toBe(now + 3600_000);
  expect(ends({ end: "2026-11-01T12:00:00Z" })).toBeUndefined();
});

test("the moments stand in order from one end of the axis to the other", () => {
  const marks = rightMarks(right({}), now);
  expect(marks.map(({ id }) => id)).toEqual(["start", "now", "licence", "end"]);
  expect([marks[0]?.place, marks.at(-1)?.place]).toEqual([0, 1]);
  expect(rightMarks(right({ start: null, end: null }), now)).toEqual([]);
});
