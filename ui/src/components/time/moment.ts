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
