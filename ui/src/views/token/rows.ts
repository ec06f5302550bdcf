// Header and claims of a token as rows: the value as it is written, its meaning, and the moment it stands for.

import type { Row } from "../../components/key-value-rows";
import { momentText } from "../../components/time";
import type { ClaimRow } from "../../host/bindings";

/** A JSON value for people: text without quotes, anything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, null, typeof value === "object" ? 2 : 0) ?? "";
}

/** One row a claim; times are told by `now`, so that the notes of a token live. */
export function claimRows(claims: readonly ClaimRow[], now: number): Row[] {
  return claims.map((claim, index) => ({
    id: `${index}-${claim.name}`,
    name: claim.name,
    value: valueText(claim.value),
    note: [claim.meaning, claim.at && momentText(Date.parse(claim.at), now)].filter(Boolean).join(": ") || undefined,
  }));
}
