// Settings: what a person sets for this window.

import type { Feature } from "../../app/port";
import { text } from "./messages";

export const feature: Feature = {
  id: "settings",
  label: text.label,
  icon: "settings",
  group: "setup",
  screen: () => import("./Screen.svelte"),
};
