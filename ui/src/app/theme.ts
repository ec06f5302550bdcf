// The theme on the document. The program may have set it before the first paint, by a script of its own.

import type { ThemeChoice } from "./preferences.svelte";

/** The theme that the document started with. */
export function startingTheme(root: HTMLElement = document.documentElement): ThemeChoice {
  const { theme } = root.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function applyTheme(theme: ThemeChoice, root: HTMLElement = document.documentElement): void {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}
