// The numbers that are always in sight at the lower edge. Features set them; the status bar shows them.

import { SvelteMap } from "svelte/reactivity";

export interface StatusItem {
  /** Left: about the present work. Right: about the machine. */
  side: "left" | "right";
  label: string;
  /** The part that changes; read again with every second while it is a function. */
  value?: string | (() => string);
  /** A dot before the label; the label is its word. */
  tone?: "neutral" | "ok" | "warn" | "bad";
}

export class StatusBoard {
  readonly #items = new SvelteMap<string, StatusItem | undefined>();

  /** Sets an item; without one, takes it away and keeps its place. Items stand in the order of their first setting. */
  set(id: string, item: StatusItem | undefined): void {
    this.#items.set(id, item);
  }

  on(side: StatusItem["side"]): [string, StatusItem][] {
    return [...this.#items].flatMap(([id, item]) => (item?.side === side ? [[id, item] as [string, StatusItem]] : []));
  }
}
