// The words of a token taken apart.

import type { Form, Signature, TokenKind, TokenSlot } from "../../host/bindings";

export const text = {
  kinds: {
    operatorJwt: "Operator JWT",
    access: "Access token",
    refresh: "Refresh token",
    content: "Content token",
    backEnd: "Back-end token",
    unknown: "Token",
    untyped: "Token",
  } satisfies Record<TokenKind["kind"], string>,
  slots: {
    "operator-jwt": "Operator JWT",
    "session-token": "Session token",
    "scanned-token": "Scanned token",
    "access-token": "Access token",
    "refresh-token": "Refresh token",
    "content-token": "Content token",
    "renewed-access-token": "Renewed access token",
    "renewed-refresh-token": "Renewed refresh token",
    "dsra-token": "DSRA token",
    "sign-on-activation-token": "Sign-on activation token",
    "approver-access-token": "Access token of the approver",
    "approver-refresh-token": "Refresh token of the approver",
  } satisfies Record<TokenSlot, string>,
  forms: {
    jwt: "JWT",
    decodedClaims: "decoded claims",
    opaque: "opaque text",
  } satisfies Record<Form, string>,
  signatures: {
    notChecked: "signature not checked",
    good: "signature good",
    bad: "signature bad",
    notCheckable: "no signature to check",
  } satisfies Record<Signature, string>,
  whole: "The token",
  cutHint: (length: number) => `${length} characters. Its secret part is cut.`,
  shownHint: (left: number) => `The whole token. Hidden again in ${left} s.`,
  parts: { header: "header", claims: "claims", signature: "signature" },
  noText: "The server sent claims only, no token.",
  copy: "Copy",
  copyHint: "The whole token; the clipboard is cleared after 30 s",
  reveal: "Show 10 s",
  hide: "Hide",
  lifetime: "Lifetime",
  expiresIn: (left: string) => `expires in ${left}`,
  expired: (ago: string) => `expired ${ago} ago`,
  logarithmic: "The scale is logarithmic: an hour, two days and a month stand on one bar.",
  marks: { exp: "exp", refresh: "refresh", fixedExp: "fixed_exp", now: "now" },
  markAt: (name: string, span: string) => `${name} ${span}`,
  header: "Header",
  claims: "Claims",
  rights: "May play",
  unnamed: "a content without a name",
  right: {
    anyTime: "It may be played at any time.",
    window: {
      now: (start: string | undefined, end: string | undefined) => `It may be played now${span(start, end)}.`,
      later: (start: string | undefined, end: string | undefined) => `It may not be played yet${span(start, end)}.`,
      over: (start: string | undefined, end: string | undefined) => `It may not be played any more${span(start, end)}.`,
    },
    duration: (length: string) => `A licence lasts ${length} once playback began.`,
    storable: { yes: "It may be kept to be played offline.", no: "It may not be kept to be played offline." },
    profile: (name: string) => `Its usage rules are the profile ${name}.`,
    streams: (most: number) => `It needs a session at SSM, of which ${most === 1 ? "1 plays" : `${most} play`} at once.`,
    session: "It needs a session at SSM.",
    free: "It needs no session.",
    axis: "When it may be played",
    marks: { start: "window begins", now: "now", licence: "licence ends, if played now", end: "window ends" },
  },
} as const;

function span(start: string | undefined, end: string | undefined): string {
  if (start && end) return `: from ${start} to ${end}`;
  if (start) return `: from ${start} on`;
  return end ? `: until ${end}` : "";
}
