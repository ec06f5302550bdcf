// What a content token allows, in sentences and as moments.

import { about, localDate } from "../../components/time";
import type { AxisMark } from "../../components/time-axis";
import type { ContentRight } from "../../host/bindings";
import { text } from "./messages";

const words = text.right;

const moment = (iso: string | null): number | undefined => {
  const at = iso === null ? NaN : Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
};

/** One sentence for each thing that the token says, in the order in which they matter to whoever wants to play. */
export function rightSentences(right: ContentRight, now: number): string[] {
  const { duration, storable, usageRulesProfileId, sessionControl } = right;
  const said = [
    windowSentence(moment(right.start), moment(right.end), now),
    duration !== null && words.duration(about(duration * 1000)),
    usageRulesProfileId !== null && words.profile(usageRulesProfileId),
    storable !== null && words.storable[storable ? "yes" : "no"],
    sessionControl !== null && sessionSentence(sessionControl),
  ];
  return said.filter((sentence) => sentence !== false);
}

function windowSentence(start: number | undefined, end: number | undefined, now: number): string {
  if (start === undefined && end === undefined) return words.anyTime;
  const state = start !== undefined && now < start ? "later" : end !== undefined && now > end ? "over" : "now";
  const day = (at: number | undefined) => (at === undefined ? undefined : localDate(at));
  return words.window[state](day(start), day(end));
}

function sessionSentence({ enabled, maxSessions }: NonNullable<ContentRight["sessionControl"]>): string {
  if (!enabled) return words.free;
  return maxSessions === null ? words.session : words.streams(maxSessions);
}

/** From the begin of the window to its end; nothing where the token says neither. A licence never outlives the window. */
export function rightMarks(right: ContentRight, now: number): AxisMark[] {
  const [start, end] = [moment(right.start), moment(right.end)];
  if (start === undefined && end === undefined) return [];
  const plays = (start === undefined || start <= now) && (end === undefined || now <= end);
  const licence = right.duration === null || !plays ? undefined : Math.min(now + right.duration * 1000, end ?? Infinity);
  const moments: [keyof typeof words.marks, number | undefined, AxisMark["hue"]][] = [
    ["start", start, "text-3"],
    ["now", now, "text"],
    ["licence", licence, "accent"],
    ["end", end, "violet"],
  ];
  const known = moments.flatMap(([id, at, hue]) => (at === undefined ? [] : [{ id, at, hue }]));
  const [first, last] = [Math.min(...known.map(({ at }) => at)), Math.max(...known.map(({ at }) => at))];
  const place = (at: number) => (last === first ? 0 : (at - first) / (last - first));
  return known
    .map(({ id, at, hue }): AxisMark => {
      const look = id === "now" ? "present" : "point";
      return { id, label: words.marks[id], at, place: place(at), hue, look };
    })
    .sort((a, b) => a.at - b.at);
}
