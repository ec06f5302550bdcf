// History: past runs with their steps, exchanges and findings.

import type { Feature } from "../../app/port";
import { text } from "./messages";

export const feature: Feature = {
  id: "history",
  label: text.label,
  icon: "history",
  group: "work",
  screen: () => import("./Screen.svelte"),
};
