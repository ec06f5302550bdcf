// F6 walks through the regions of the window: top bar, navigation, each pane, as in other desktop programs.

import { tabbable } from "tabbable";

const regions = "header.top-bar, nav.navigation, main .pane, main .region";

/** Moves the focus to the next region, or the one before it. */
export function focusNextRegion(step: 1 | -1, root: ParentNode = document): void {
  const all = [...root.querySelectorAll<HTMLElement>(regions)].filter((region) => tabbable(region).length > 0);
  const at = all.findIndex((region) => region.contains(document.activeElement));
  const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
  const region = all[to];
  if (region) tabbable(region)[0]?.focus();
}
