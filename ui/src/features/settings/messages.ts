// The words of the section Settings.

import type { QrCodeShown } from "../../host/bindings";
import { keptWhere } from "../../views/keeping";

export const text = {
  label: "Settings",
  look: "Look",
  theme: {
    label: "Theme",
    options: { system: "System", light: "Light", dark: "Dark" },
  },
  panes: "Put the panes back to their first sizes",
  panesDone: "The panes have their first sizes",
  signOn: "Sign-on",
  qrCode: {
    label: "The QR code is shown",
    options: { atOnce: "At once", whenAsked: "When asked for" } satisfies Record<QrCodeShown, string>,
    hints: {
      atOnce: "As soon as the journey has it.",
      whenAsked: "Somebody who looks over your shoulder cannot scan it: whoever scans it can sign on.",
    } satisfies Record<QrCodeShown, string>,
  },
  keyboard: "Keyboard",
  shortcuts: "Show keyboard shortcuts",
  kept: "What is kept where",
  places: [
    { name: "environments", value: "Files that a team can share; no secret is in them." },
    { name: "secrets and tokens", value: `${keptWhere} Those that you keep for this session only are in memory too.` },
    { name: "devices, runs, settings", value: "The program's own database. Signatures and secrets are cut from it." },
  ],
  folders: "Environment files lie in ~/.config/tessera, the database in ~/.local/share/tessera; on macOS both in ~/Library/Application Support/tessera, on Windows in %APPDATA%\\tessera and %LOCALAPPDATA%\\tessera. The variable TESSERA_HOME moves both.",
  about: "About",
  version: (version: string) => `Tessera ${version}`,
  versionUnknown: "Tessera",
  licence: "MIT OR Apache-2.0. An independent project, not made, supported or endorsed by NAGRA.",
} as const;
