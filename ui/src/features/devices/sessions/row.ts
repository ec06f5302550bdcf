// How a session stands, in one line, and how far it is to its next beat.

import type { Entry } from "../../../components/select-list";
import { about, digits, localTime, withShortTimes } from "../../../components/time";
import type { SessionExchange, SessionReport, SessionState } from "../../../host/bindings";
import { outcomeTones, outcomeWords, type OutcomeTone } from "../../../views/run";
import { text } from "./messages";

export const stateTones: Readonly<Record<SessionState, OutcomeTone>> = {
  "setting-up": "neutral",
  running: "ok",
  refused: "bad",
  ended: "neutral",
  lost: "bad",
};

/** When SSM heard of it last; undefined before it did. */
export function lastBeat({ exchanges, setUpAt }: SessionReport): number | undefined {
  const beat = exchanges.findLast(({ call, state }) => state === "done" && call !== "tear-down");
  const at = beat?.exchange.startedAt ?? setUpAt;
  return at === null ? undefined : Date.parse(at);
}

/** 0 just after a beat, 1 when the next one is due; undefined unless it runs. */
export function beatShare(report: SessionReport, now: number): number | undefined {
  const last = lastBeat(report);
  if (report.nextBeatAt === null || last === undefined) return undefined;
  return Math.min(1, Math.max(0, (now - last) / Math.max(1, Date.parse(report.nextBeatAt) - last)));
}

/** `3 licence renewals, last 15:41:33, next in 0:12, every 30 s`. */
export function beatWords(report: SessionReport, now: number): string {
  const { state, beating, beats, missed, period, nextBeatAt, explanation } = report;
  if (state === "refused" || state === "lost") return explanation?.headline ?? text.states[state];
  const parts: string[] = [];
  if (state !== "setting-up") parts.push(text.beats(beats, beating));
  const last = lastBeat(report);
  if (state === "running" && last !== undefined) parts.push(text.last(localTime(last)));
  if (nextBeatAt !== null) {
    const left = Date.parse(nextBeatAt) - now;
    parts.push(left > 0 ? text.next(digits(left)) : text.nextNow);
  }
  if (state === "running" && period !== null) parts.push(text.every(about(period * 1000)));
  if (missed > 0) parts.push(text.missed(missed));
  return parts.join(", ");
}

/** `left by an earlier start`, and why it was not torn down. */
export function leftWords({ explanation }: SessionReport): string {
  return explanation ? `${text.left}: ${explanation.headline}` : text.left;
}

/** A call as an entry of a list. */
export function callEntry({ call, state, note, exchange }: SessionExchange): Entry {
  const status = exchange.answer?.status;
  return {
    id: exchange.id,
    label: text.callNames[call],
    detail: withShortTimes(note),
    aside: localTime(Date.parse(exchange.startedAt)),
    state: { tone: outcomeTones[state], word: outcomeWords[state] },
    badge: status === undefined ? undefined : { text: String(status), tone: status < 300 ? "ok" : "bad" },
  };
}
