// Operator credentials as entries of a list, and the environments that one can be added for.

import type { Option } from "../../components/select";
import type { Entry } from "../../components/select-list";
import type { CredentialEntry, EnvironmentEntry } from "../../host/bindings";
import { text } from "./messages";

export function nameOf(entry: CredentialEntry): string {
  return entry.label ?? entry.kid;
}

export function entryOf(entry: CredentialEntry, environmentName: string): Entry {
  return {
    id: entry.id,
    label: nameOf(entry),
    detail: entry.label === null ? environmentName : `${environmentName}, ${entry.kid}`,
    aside: entry.fingerprint,
    badge: badgeOf(entry),
  };
}

function badgeOf(entry: CredentialEntry): Entry["badge"] {
  if (entry.owner === "simulator") return { text: text.badge.simulator, tone: "accent" };
  if (entry.withheldFrom.length > 0) return { text: text.badge.withheld, tone: "warn" };
  return undefined;
}

/** Those with a readable file of their own; the simulator has its credential. */
export function environmentOptions(all: readonly EnvironmentEntry[]): Option[] {
  return all.flatMap(({ id, state, simulated }) =>
    id === null || simulated || state.kind === "damaged" ? [] : [{ value: id, label: state.environment.name }],
  );
}
