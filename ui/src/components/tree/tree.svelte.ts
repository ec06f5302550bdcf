// The state of a tree: what is unfolded, which row has the focus, and what the keys of the ARIA tree pattern do to both.

import type { JsonNode } from "../json";
import { unfoldLevels, visibleRows, type TreeRow } from "./rows";

const rowsAtFirst = 200;
const rowsAtMost = 2000;

export class Tree {
  readonly #top: () => JsonNode;
  #unfolded = $state.raw<ReadonlySet<string>>(new Set());
  #focused = $state("0");
  #typed = "";
  #typedAt = 0;

  readonly rows: TreeRow[];

  constructor(top: () => JsonNode) {
    this.#top = top;
    this.#unfolded = unfoldLevels(top(), rowsAtFirst);
    this.rows = $derived(visibleRows(this.#top(), this.#unfolded));
  }

  /** The row in the keyboard order; the first one when the focused one is folded away. */
  get focused(): TreeRow | undefined {
    return this.rows.find((row) => row.id === this.#focused) ?? this.rows[0];
  }

  focus(id: string): void {
    this.#focused = id;
  }

  reset(): void {
    this.#unfolded = unfoldLevels(this.#top(), rowsAtFirst);
    this.#focused = "0";
  }

  toggle(row: TreeRow): void {
    if (row.children === 0) return;
    const next = new Set(this.#unfolded);
    if (!next.delete(row.id)) next.add(row.id);
    this.#unfolded = next;
  }

  foldAll(): void {
    this.#unfolded = new Set();
    this.#focused = "0";
  }

  unfoldAll(): void {
    this.#unfolded = unfoldLevels(this.#top(), rowsAtMost);
  }

  /** Does what the key means in a tree; false when it means nothing there. */
  key(key: string): boolean {
    const { rows, focused } = this;
    if (!focused) return false;
    const at = rows.indexOf(focused);
    switch (key) {
      case "ArrowDown":
        return this.#to(rows[at + 1]);
      case "ArrowUp":
        return this.#to(rows[at - 1]);
      case "Home":
        return this.#to(rows[0]);
      case "End":
        return this.#to(rows.at(-1));
      case "ArrowRight":
        if (focused.children === 0) return true;
        if (!focused.unfolded) this.toggle(focused);
        else this.#to(rows[at + 1]);
        return true;
      case "ArrowLeft":
        if (focused.unfolded && focused.children > 0) this.toggle(focused);
        else this.#to(rows.find((row) => row.id === focused.parent));
        return true;
      case "*":
        this.#unfoldSiblings(focused);
        return true;
      default:
        return key.length === 1 && key !== " " && this.#typeAhead(key, at);
    }
  }

  #to(row: TreeRow | undefined): true {
    if (row) this.#focused = row.id;
    return true;
  }

  #unfoldSiblings(of: TreeRow): void {
    const siblings = this.rows.filter((row) => row.parent === of.parent && row.children > 0);
    this.#unfolded = new Set([...this.#unfolded, ...siblings.map((row) => row.id)]);
  }

  /** The next row whose name starts with what was typed within a second. */
  #typeAhead(key: string, at: number): boolean {
    const now = performance.now();
    this.#typed = now - this.#typedAt < 1000 ? this.#typed + key.toLowerCase() : key.toLowerCase();
    this.#typedAt = now;
    const from = this.#typed.length > 1 ? at : at + 1;
    const order = [...this.rows.slice(from), ...this.rows.slice(0, from)];
    return this.#to(order.find((row) => row.name?.toLowerCase().startsWith(this.#typed)));
  }
}
