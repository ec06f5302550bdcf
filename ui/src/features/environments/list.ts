// Environments as entries of a list.

import type { Entry } from "../../components/select-list";
import type { EnvironmentEntry } from "../../host/bindings";
import { isLocal } from "../../views/environment";
import { keyOf, newKey, type Editor } from "./editor.svelte";
import { text } from "./messages";

const { badge } = text;

export function entriesOf(all: readonly EnvironmentEntry[], editor: Editor): Entry[] {
  const stored = all.map((entry) => entryOf(entry, editor.isChanged(keyOf(entry))));
  if (!editor.fresh) return stored;
  const label = editor.fresh.form.name.trim() || text.newName;
  return [...stored, { id: newKey, label, badge: { text: badge.changed, tone: "neutral" } }];
}

function entryOf(entry: EnvironmentEntry, changed: boolean): Entry {
  const id = keyOf(entry);
  if (entry.state.kind === "damaged") {
    const label = entry.path?.split(/[\\/]/).at(-1) ?? id;
    return { id, label, detail: text.damagedState, badge: { text: badge.damaged, tone: "bad" } };
  }
  const { name, tenant, urls } = entry.state.environment;
  return { id, label: name, detail: `${urls.ags.replace("https://", "")}, ${tenant}`, badge: badgeOf(entry, changed) };
}

function badgeOf(entry: EnvironmentEntry, changed: boolean): Entry["badge"] {
  if (changed) return { text: badge.changed, tone: "neutral" };
  if (entry.simulated) return { text: badge.simulated, tone: "accent" };
  if (entry.acceptsInvalidCertificate) return { text: badge.certificate, tone: "bad" };
  if (isLocal(entry)) return { text: badge.local, tone: "neutral" };
  if (entry.state.kind === "readable" && entry.state.environment.allowHttp) return { text: badge.http, tone: "warn" };
  return undefined;
}
