// One line of a menu.

import type { IconName } from "../icon";

export interface MenuAction {
  id: string;
  label: string;
  run: () => void;
  icon?: IconName;
  shortcut?: string;
  tone?: "plain" | "danger";
  /** Why it cannot be done now. */
  blocked?: string | undefined;
}

/** `line` divides what stands before it from what stands after it. */
export type MenuItem = MenuAction | "line";
