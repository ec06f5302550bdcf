// Which program is behind this window. Recorded answers are not part of the desktop build: the guard is decided when it
// is built.

import { browser } from "./browser";
import { Host } from "./host";
import { tauri } from "./tauri";

export function openHost(): Host {
  if (import.meta.env.MODE === "production" || "__TAURI_INTERNALS__" in window) return new Host("desktop", tauri);
  return new Host("recorded", browser(import("./recordings").then(({ recordings }) => recordings())));
}
