// Short messages that go away by themselves: copied, saved, deleted (with Undo). Errors do not belong here; they stay
// where they happened.

import { SvelteMap } from "svelte/reactivity";

export interface Toast {
  id: number;
  text: string;
  tone: "ok" | "info" | "warn";
  /** One thing that can still be done about it. */
  action?: { label: string; run: () => void };
}

const stay = 5_000;
const stayWithAction = 12_000;

export class Toasts {
  readonly #shown = new SvelteMap<number, Toast>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #next = 1;

  get shown(): Toast[] {
    return [...this.#shown.values()];
  }

  say(text: string, rest: Partial<Pick<Toast, "tone" | "action">> = {}): void {
    const same = this.shown.find((toast) => toast.text === text);
    if (same) this.dismiss(same.id);
    const toast: Toast = { id: this.#next++, text, tone: rest.tone ?? "ok", ...rest };
    this.#shown.set(toast.id, toast);
    this.release(toast.id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#shown.delete(id);
  }

  /** Keeps a message while somebody looks at it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets it go after its time. */
  release(id: number): void {
    const toast = this.#shown.get(id);
    if (!toast) return;
    this.hold(id);
    this.#timers.set(id, setTimeout(() => this.dismiss(id), toast.action ? stayWithAction : stay));
  }
}
