// The moments of a session on one axis: issued, now, refresh due, the ends of both tokens, the end of the whole sign-on. An
// hour, two days and a month stand on it, so its scale is that of the bar of a token.

import type { DeviceTokensView } from "../../host/bindings";
import { lifetimePicture } from "../../views/token";

export type MarkName = "issued" | "now" | "due" | "access" | "refresh" | "chain";

export interface AxisMark {
  name: MarkName;
  /** Milliseconds since the epoch. */
  at: number;
  /** 0 to 1. */
  place: number;
}

/** In the order in which they come; nothing without tokens in memory. */
export function axisMarks(tokens: DeviceTokensView, now: number): AxisMark[] {
  const { access, refresh, issuedAt, refreshDue } = tokens;
  if (!issuedAt) return [];
  const since = Date.parse(issuedAt);
  const moments: [MarkName, string | null | undefined][] = [
    ["due", refreshDue],
    ["access", access?.expiresAt],
    ["refresh", refresh?.expiresAt],
    ["chain", access?.chainEndsAt ?? refresh?.chainEndsAt],
  ];
  // The axis goes by this machine's clock, as issue and refresh do.
  const ahead = access?.clockSkew ?? refresh?.clockSkew ?? 0;
  const marks = moments.flatMap(([name, at]) => (at ? [{ name, at: Date.parse(at) - (name === "due" ? 0 : ahead) }] : []));
  const picture = lifetimePicture(since, marks, now);
  const placed = picture.marks.map(({ name, place }) => {
    const mark = marks.find((one) => one.name === name);
    return { name: name as MarkName, at: mark?.at ?? since, place };
  });
  const present: AxisMark = { name: "now", at: now, place: picture.present };
  const issued: AxisMark = { name: "issued", at: since, place: 0 };
  return [issued, ...placed, present].sort((a, b) => a.at - b.at);
}
