// The lifetime of a token as a bar. An hour, two days and a month stand on one bar, so its scale is logarithmic: each end
// has its place, and the present moves through all of them.

import { about } from "../../components/time";

export interface LifetimeMark {
  name: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface PlacedMark {
  name: string;
  /** From the beginning: `48 h`. */
  span: string;
  /** 0 to 1. */
  place: number;
  past: boolean;
}

export interface LifetimePicture {
  marks: PlacedMark[];
  /** Where the present is, 0 to 1. */
  present: number;
}

const unit = 60_000;

export function lifetimePicture(since: number, marks: readonly LifetimeMark[], now: number): LifetimePicture {
  const end = Math.max(since + unit, ...marks.map((mark) => mark.at));
  const scale = Math.log1p((end - since) / unit);
  const place = (at: number) => Math.min(1, Math.max(0, Math.log1p(Math.max(0, at - since) / unit) / scale));
  return {
    marks: [...marks]
      .sort((a, b) => a.at - b.at)
      .map(({ name, at }) => ({ name, span: about(at - since), place: place(at), past: at <= now })),
    present: place(now),
  };
}

/** When a token was made, by its own claims; else when this program first saw it. */
export function issuedAt(claims: readonly { name: string; at: string | null }[]): number | undefined {
  const iat = claims.find((claim) => claim.name === "iat" && claim.at);
  return iat?.at ? Date.parse(iat.at) : undefined;
}
