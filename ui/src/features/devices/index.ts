// Devices: every installation that has signed on, with its client_id.

import type { Feature } from "../../app/port";
import { text } from "./messages";

export const feature: Feature = {
  id: "devices",
  label: text.label,
  icon: "devices",
  group: "work",
  count: ({ devices }) => (devices.all.length > 0 ? { value: devices.all.length, word: text.known } : undefined),
  screen: () => import("./Screen.svelte"),
};
