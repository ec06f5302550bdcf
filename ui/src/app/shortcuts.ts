// Key chords of the whole window. What has the focus comes first: a key that it took is left alone, and inside a dialog
// nothing of what lies under it runs.

import type { ActionRegistry } from "./actions.svelte";

/** Handles one `keydown` that reached the window. `tell` says why an action cannot run now. */
export function runShortcut(event: KeyboardEvent, actions: ActionRegistry, tell: (why: string) => void): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return;
  const action = actions.forEvent(event);
  if (!action) return;
  event.preventDefault();
  const why = actions.run(action);
  // Escape is pressed for many reasons; that there was nothing to cancel is not worth a word.
  if (why !== undefined && event.key !== "Escape") tell(why);
}
