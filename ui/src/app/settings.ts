// The preferences of the window as the program keeps them, and the saving of them: not with every pixel of a splitter, but
// when there was quiet for a moment.

import { initialRatios } from "../components/panes";
import type { Settings } from "../host/bindings";
import type { Kept } from "./preferences.svelte";

const quiet = 400;

export function fromSettings(settings: Settings): Kept {
  const share = (name: keyof typeof initialRatios) => settings.panes[name] ?? initialRatios[name];
  return {
    theme: settings.theme,
    qrCode: settings.qrCode,
    environment: settings.environment ?? undefined,
    panes: { first: share("first"), second: share("second"), stacked: share("stacked") },
    choices: Object.fromEntries(
      Object.entries(settings.choices).map(([id, { platform, account, content, road }]) => [
        id,
        { platform: platform ?? undefined, account: account ?? undefined, content: content ?? undefined, road: road ?? undefined },
      ]),
    ),
  };
}

export function toSettings(kept: Kept): Settings {
  return {
    theme: kept.theme,
    qrCode: kept.qrCode,
    environment: kept.environment ?? null,
    panes: { ...kept.panes },
    choices: Object.fromEntries(
      Object.entries(kept.choices).map(([id, { platform, account, content, road }]) => [
        id,
        { platform: platform || null, account: account?.trim() || null, content: content?.trim() || null, road: road ?? null },
      ]),
    ),
  };
}

/** Calls `save` once when nothing more came for a while. */
export function whenQuiet<Value>(save: (value: Value) => void): (value: Value) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => save(value), quiet);
  };
}
