// Every action of the window, from whichever feature, for the palette, the shortcuts and the list of shortcuts.

import { matchesKeys } from "../components/kbd";

export interface Action {
  /** `noun.verb`, unique. */
  id: string;
  title: string;
  /** Where it belongs, in words: the label of its section. */
  group: string;
  /** Key chords such as `Mod+K`; the first is the one that is shown. */
  keys?: readonly string[];
  /** Other words under which somebody may look for it. */
  keywords?: readonly string[];
  /** Why it cannot be done now; undefined when it can. */
  blocked?: () => string | undefined;
  run: () => void;
}

const remembered = 5;

export class ActionRegistry {
  #sources = $state.raw<readonly (() => readonly Action[])[]>([]);
  #recent = $state.raw<readonly string[]>([]);

  /** All actions of now, in the order in which their owners came. */
  readonly all: readonly Action[] = $derived(this.#sources.flatMap((source) => source()));

  /** Actions used last, newest first. */
  readonly recent: readonly Action[] = $derived(
    this.#recent.flatMap((id) => this.all.find((action) => action.id === id) ?? []),
  );

  /** Adds actions that are asked for anew whenever what they read changes. The answer takes them away. */
  register(source: () => readonly Action[]): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((one) => one !== source);
    };
  }

  /** Runs it, or answers why not. */
  run(action: Action): string | undefined {
    const why = action.blocked?.();
    if (why !== undefined) return why;
    this.#recent = [action.id, ...this.#recent.filter((id) => id !== action.id)].slice(0, remembered);
    action.run();
    return undefined;
  }

  /** The action whose key chord this is. */
  forEvent(event: KeyboardEvent): Action | undefined {
    return this.all.find((action) => action.keys?.some((chord) => matchesKeys(event, chord)));
  }
}
