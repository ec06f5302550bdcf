import { expect, test } from "vitest";
import { localTime } from "../../../components/time";
import type { SessionExchange, SessionReport } from "../../../host/bindings";
import { beatShare, beatWords, lastBeat, leftWords } from "./row";

const at = (seconds: number) => Date.parse("2026-11-22T12:00:00Z") + seconds * 1000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const call = (kind: string, state: string, seconds: number) =>
  ({ call: kind, state, exchange: { startedAt: iso(seconds) } }) as unknown as SessionExchange;
const report = (part: Partial<SessionReport>): SessionReport =>
  ({
    state: "running",
    beats: 0,
    missed: 0,
    beating: "heartbeat",
    period: 30,
    setUpAt: iso(0),
    nextBeatAt: iso(28),
    explanation: null,
    exchanges: [call("set-up", "done", 0)],
    ...part,
  }) as SessionReport;

test("the beat goes from the last one to the next", () => {
  expect(beatShare(report({}), at(0))).toBe(0);
  expect(beatShare(report({}), at(14))).toBe(0.5);
  expect(beatShare(report({}), at(99))).toBe(1);
  expect(beatShare(report({ nextBeatAt: null, state: "ended" }), at(14))).toBeUndefined();
});

test("a beat that was missed is not the last one", () => {
  const exchanges = [call("set-up", "done", 0), call("heartbeat", "done", 28), call("heartbeat", "not-reached", 56)];
  expect(lastBeat(report({ exchanges }))).toBe(at(28));
});

test("a session says its beats, when the next one is due, and what was missed", () => {
  const last = localTime(at(28));
  const running = report({ beats: 1, missed: 1, nextBeatAt: iso(56), exchanges: [call("heartbeat", "done", 28)] });
  expect(beatWords(running, at(44))).toBe(`1 heartbeat, last ${last}, next in 0:12, every 30 s, 1 missed`);
  expect(beatWords(running, at(56))).toContain("next now");
  expect(beatWords(report({ state: "ended", beats: 2, nextBeatAt: null }), at(60))).toBe("2 heartbeats");
});

test("a session says by what it beats, before the first beat too", () => {
  const words = (beats: number) => beatWords(report({ beats, beating: "renewal" }), at(14)).split(",")[0];
  expect([words(0), words(1), words(2)]).toEqual(["0 licence renewals", "1 licence renewal", "2 licence renewals"]);
});

test("one that is refused or lost says why", () => {
  const explanation = { headline: "SSM set up no session: the limit is reached", said: "", causes: [], notDone: "" };
  expect(beatWords(report({ state: "refused", explanation, nextBeatAt: null }), at(0))).toBe(explanation.headline);
  expect(beatWords(report({ state: "lost", nextBeatAt: null }), at(0))).toBe("lost");
});

test("one that an earlier start left says so, and why it was not torn down", () => {
  expect(leftWords(report({ state: "ended" }))).toBe("left by an earlier start");
  const explanation = { headline: "SSM did not take the tear-down", said: "", causes: [], notDone: "" };
  expect(leftWords(report({ state: "lost", explanation }))).toBe("left by an earlier start: SSM did not take the tear-down");
});
