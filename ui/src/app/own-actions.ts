// The actions of the frame itself: go to a section, open the palette, change the theme.

import { initialRatios } from "../components/panes";
import type { Action } from "./actions.svelte";
import { text } from "./messages";
import { choiceActions } from "./choice-actions";
import type { AppPort, Feature } from "./port";
import type { ThemeChoice } from "./preferences.svelte";
import { focusNextRegion } from "./regions";

interface Openers {
  openPalette: () => void;
  openShortcuts: () => void;
}

export function ownActions(app: AppPort, features: readonly Feature[], open: Openers): Action[] {
  const group = text.actions.group;
  const goTo = features.map((feature, index) => ({
    id: `go.${feature.id}`,
    title: text.actions.go(feature.label),
    group,
    keys: feature.id === "settings" ? ["Mod+,", `Mod+${index + 1}`] : [`Mod+${index + 1}`],
    run: () => app.go(feature.id),
  }));
  const themes = (["system", "light", "dark"] satisfies ThemeChoice[]).map((theme) => ({
    id: `theme.${theme}`,
    title: text.actions.theme[theme],
    group,
    run: () => {
      app.preferences.theme = theme;
    },
  }));
  return [
    ...goTo,
    ...choiceActions(app),
    ...themes,
    { id: "window.palette", title: text.actions.palette, group, keys: ["Mod+K", "Mod+Shift+P"], run: open.openPalette },
    { id: "window.shortcuts", title: text.actions.shortcuts, group, keys: ["F1"], run: open.openShortcuts },
    { id: "window.next", title: text.actions.nextRegion, group, keys: ["F6"], run: () => focusNextRegion(1) },
    {
      id: "window.previous",
      title: text.actions.previousRegion,
      group,
      keys: ["Shift+F6"],
      run: () => focusNextRegion(-1),
    },
    {
      id: "window.panes",
      title: text.actions.resetPanes,
      group,
      run: () => {
        app.preferences.panes = initialRatios;
      },
    },
  ];
}
