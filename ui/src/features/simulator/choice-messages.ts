// The words of the choices: what deployments may do in several ways. The first of each is what the documents make likeliest.

import type { Choices } from "../../host/bindings";

type Words = { [Name in keyof Choices]: { label: string; options: Record<`${Choices[Name]}`, string> } };
type Names = Partial<Words>;

const statuses = { "400": "400", "401": "401", "403": "403", "404": "404" };

const requests = {
  "tenant-header": {
    label: "Tenant header",
    options: { "as-documented": "nv-tenant-id; at IAS either", "nv-tenant-id": "nv-tenant-id", tenantId: "tenantId" },
  },
  "discovery-token": {
    label: "token of service discovery",
    options: { none: "is not looked at", "operator-jwt": "has to be an operator JWT, which only QR code has" },
  },
  "correlation-id-form": {
    label: "x-correlation-id may have",
    options: { any: "any form", short: "32 characters at most; a UUID has 36" },
  },
  "correlation-id": {
    label: "x-correlation-id",
    options: { echoed: "comes back", "not-echoed": "does not come back" },
  },
  "unknown-auth-service": { label: "Unknown auth service or tenant", options: statuses },
} satisfies Names;

const headEnd = {
  "operator-jwt-place": {
    label: "The operator JWT stands",
    options: { parameter: "in parameters", header: "in the header OperatorAuthToken" },
  },
  "operator-jwt-replay": {
    label: "An operator JWT with jti is good",
    options: { allowed: "until it expires", refused: "once" },
  },
  "session-token-spent-by": {
    label: "A session token is spent by",
    options: { "sign-on": "a sign-on that succeeds", "first-use": "its first use" },
  },
  "bad-session-token": { label: "Bad session token", options: statuses },
} satisfies Names;

const signOn = {
  "user-account-token": {
    label: "User account token of several accounts",
    options: { "each-account": "one for each", once: "one for all" },
  },
  "unknown-client-id": { label: "Unknown clientId", options: statuses },
  "foreign-client-id": {
    label: "clientId of another account",
    options: { unauthorized: "401", "in-use": "403 with 20006" },
  },
  "device-approval": {
    label: "New devices",
    options: { off: "may play at once", "by-operator": "wait for approval" },
  },
} satisfies Names;

const tokens = {
  "refresh-rotation": {
    label: "Refresh tokens that a refresh replaced",
    options: { kept: "stay good", rotated: "are good once", "family-revoked": "are good once; again ends the sign-on" },
  },
  "authorization-scheme": {
    label: "Authorization at AGS",
    options: { either: "with or without Bearer", bearer: "with Bearer", bare: "the token alone" },
  },
  "sign-out": {
    label: "Sign-out",
    options: { "ends-chain": "ends the tokens", "leaves-tokens": "leaves the tokens good" },
  },
  "access-token-time": {
    label: "exp of an access token",
    options: { seconds: "in seconds", milliseconds: "in milliseconds" },
  },
} satisfies Names;

const companion = {
  "poll-success": { label: "Poll of an approved code", options: { accepted: "202", ok: "200" } },
  "early-poll": {
    label: "Poll before the period is over",
    options: { answered: "is answered", "too-many-requests": "429" },
  },
  "registration-expiry": {
    label: "expiresAfterMillis counts",
    options: { milliseconds: "milliseconds", seconds: "seconds" },
  },
} satisfies Names;

const playback = {
  "bad-access-token": {
    label: "Bad access token at content_token",
    options: { unauthorized: "401", "gateway-forbidden": "403 with 99999:403", "gateway-ok": "200 with 99999:403" },
  },
  "token-form": {
    label: "Tokens of content_token",
    options: { strings: "as JWT strings", decoded: "as decoded objects" },
  },
  "renewed-tokens": {
    label: "New tokens with content_token",
    options: { "not-sent": "are not sent", sent: "are sent along" },
  },
  "content-token-replay": {
    label: "A content token is good for",
    options: { refused: "one licence", allowed: "any number of licences" },
  },
  "licence-form": { label: "Licence in Widevine's JSON", options: { list: "as a list", text: "as text" } },
  "heartbeat-spelling": {
    label: "Period of a stream",
    options: { heartBeat: "heartBeat", heartbeat: "heartbeat" },
  },
  teardown: { label: "Tear-down of a stream", options: { "no-content": "204", ok: "200 with {}" } },
} satisfies Names;

export const choiceText: Words = { ...requests, ...headEnd, ...signOn, ...tokens, ...companion, ...playback };

/** Those that belong together, under one heading. */
export const choiceGroups: [string, Names][] = [
  ["Requests", requests],
  ["Operator JWT and session token", headEnd],
  ["Sign-on", signOn],
  ["Refresh and sign-out", tokens],
  ["Companion sign-on", companion],
  ["Content tokens and playback", playback],
];

/** A number where the platform has one: statuses are chosen by their text. */
export function chosen<Name extends keyof Choices>(choices: Choices, name: Name, value: string): Choices {
  const typed = typeof choices[name] === "number" ? Number(value) : value;
  return { ...choices, [name]: typed };
}
