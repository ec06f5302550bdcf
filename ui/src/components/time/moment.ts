// Moments in words: local time, UTC and how far away. The date stands there only when it is another day.

import { text } from "../messages";
import { about } from "./span";

const two = (value: number) => String(value).padStart(2, "0");

/** `15:41:33`, by the clock of this computer. */
export function localTime(moment: number): string {
  const at = new Date(moment);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `2026-12-22`, by the calendar of this computer. */
export function localDate(moment: number): string {
  const at = new Date(moment);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `14:41:33.318 UTC`; with the date when it is not today's. */
export function utcTime(moment: number, now = moment, digits: "seconds" | "milliseconds" = "seconds"): string {
  const iso = new Date(moment).toISOString();
  const time = digits === "seconds" ? iso.slice(11, 19) : iso.slice(11, 23);
  return `${iso.slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? "" : `${iso.slice(0, 10)} `}${time} UTC`;
}

/** `2026-12-22T14:41:33.318Z`: a moment as the program writes it, with no more digits than a person needs. */
export function isoMilliseconds(iso: string): string {
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? iso : new Date(moment).toISOString();
}

/** Moments in a text, which the program writes in full, as the day here; of today, as the time. */
export function withShortTimes(words: string, now = Date.now()): string {
  return words.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (iso) => {
    const at = Date.parse(iso);
    return localDate(at) === localDate(now) ? localTime(at).slice(0, 5) : localDate(at);
  });
}

/** `in 59 min`, `12 s ago`. */
export function relative(moment: number, now: number): string {
  return moment >= now ? text.inTime(about(moment - now)) : text.ago(about(moment - now));
}

/** `15:41:33 local, 14:41:33 UTC, in 59 min`; undefined when the text is no moment. */
export function momentText(moment: number, now: number): string | undefined {
  if (Number.isNaN(moment) || Math.abs(moment) > 8.64e15) return undefined;
  const day = localDate(moment) === localDate(now) ? "" : `${localDate(moment)} `;
  return `${day}${text.local(localTime(moment))}, ${utcTime(moment, now)}, ${relative(moment, now)}`;
}
