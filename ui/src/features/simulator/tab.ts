// What of the simulator is looked at beside its log.

import type { text } from "./messages";

export type Tab = keyof typeof text.tabs;
