// On what the real program answered.

import { expect, test } from "vitest";
import { runs } from "../../../host/recordings";
import { pollsOf } from "./polls";

test("polls are counted over both steps, and the answer with a token ends them", () => {
  const before = pollsOf(runs.companion.slice(0, 3));
  expect([before.exchanges.length, before.approved, before.period]).toEqual([1, false, 5]);
  const after = pollsOf(runs.companion);
  expect([after.exchanges.length, after.approved]).toEqual([2, true]);
});

test("earlier polls of a step are counted too", () => {
  const poll = runs.companion[2]!;
  const report = { ...poll, step: "await-approval" as const, earlier: [poll.exchange!, poll.exchange!] };
  expect(pollsOf([report]).exchanges).toHaveLength(3);
});

test("a period that is no number above 0 is none", () => {
  expect(pollsOf([]).period).toBeUndefined();
});
