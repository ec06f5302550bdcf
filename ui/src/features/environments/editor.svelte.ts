// Which environment is chosen, and what was typed into each and is not saved yet. It outlives the screen, so that going to
// another section loses nothing.

import { SvelteMap } from "svelte/reactivity";
import type { EnvironmentEntry } from "../../host/bindings";
import { Draft } from "./draft.svelte";

/** The key of an environment that has no file yet; no id has this sign. */
export const newKey = "+";

/** Names an entry of the list; a damaged file without a usable name has only its path. */
export function keyOf(entry: EnvironmentEntry): string {
  return entry.id ?? entry.path ?? "";
}

export class Editor {
  readonly #drafts = new SvelteMap<string, Draft>();
  chosen = $state("");

  get draft(): Draft | undefined {
    return this.#drafts.get(this.chosen);
  }

  /** The one that is new, if somebody began it. */
  get fresh(): Draft | undefined {
    return this.#drafts.get(newKey);
  }

  isChanged(key: string): boolean {
    return this.#drafts.get(key)?.changed ?? false;
  }

  /** Begins a new one, or goes on with the one that was begun. */
  create(draft?: Draft): void {
    if (draft || !this.fresh) this.#drafts.set(newKey, draft ?? new Draft());
    this.chosen = newKey;
  }

  /** Makes the form of an entry, and lets it follow its file as long as nothing was typed. */
  open(entry: EnvironmentEntry): void {
    if (entry.state.kind !== "readable" || entry.simulated) return;
    const draft = this.#drafts.get(keyOf(entry));
    if (!draft) this.#drafts.set(keyOf(entry), new Draft(entry));
    else if (!draft.changed && !draft.error) draft.take(entry);
  }

  /** The draft was stored under this key. */
  stored(draft: Draft, key: string): void {
    if (this.fresh === draft) this.#drafts.delete(newKey);
    this.#drafts.set(key, draft);
    this.chosen = key;
  }

  /** Forgets what was typed. */
  drop(key: string): void {
    this.#drafts.delete(key);
    if (key === newKey && this.chosen === newKey) this.chosen = "";
  }
}

const editors = new WeakMap<object, Editor>();

/** The editor of this window. */
export function editorOf(app: object): Editor {
  const editor = editors.get(app) ?? new Editor();
  editors.set(app, editor);
  return editor;
}
