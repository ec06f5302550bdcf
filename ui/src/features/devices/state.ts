// How a device stands, in a word: what it still has of its session.

import { about } from "../../components/time";
import type { DeviceTokensView, TokenView } from "../../host/bindings";
import { clockOf } from "../../views/token";
import { text } from "./messages";

export type Standing = "access" | "accessEnded" | "kept" | "refreshEnded" | "signedOut" | "noKeychain" | "unreachable" | "unknown";

const ended = (view: TokenView | null, now: number) =>
  typeof view?.expiresAt === "string" && Date.parse(view.expiresAt) <= clockOf(view, now);

/** `tokens` is undefined as long as nobody has told. */
export function standing(tokens: DeviceTokensView | undefined, now: number): Standing {
  if (!tokens) return "unknown";
  const { access, refresh, refreshToken } = tokens;
  if (access && !ended(access, now)) return "access";
  if (refreshToken === "held") return ended(refresh, now) ? "refreshEnded" : "kept";
  if (refreshToken === "unreachable") return "unreachable";
  if (refreshToken === "noKeychain" && !access) return "noKeychain";
  return access ? "accessEnded" : "signedOut";
}

const tones = {
  access: "ok",
  accessEnded: "warn",
  kept: "neutral",
  refreshEnded: "warn",
  signedOut: "neutral",
  noKeychain: "neutral",
  unreachable: "warn",
  unknown: "neutral",
} as const satisfies Record<Standing, string>;

/** `access token 54 min`, `refresh token kept`, `signed out`, `keychain not reachable`, with its colour. */
export function standingBadge(tokens: DeviceTokensView | undefined, now: number) {
  const state = standing(tokens, now);
  const end = tokens?.access?.expiresAt;
  const words = text.states;
  const access = end ? words.access(about(Date.parse(end) - clockOf(tokens.access, now))) : words.accessNoEnd;
  return { text: state === "access" ? access : words[state], tone: tones[state] };
}
