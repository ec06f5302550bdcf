// What stands in the status bar all the time: the environment and the keychain.

import { environmentState } from "./choice.svelte";
import { text } from "./messages";
import type { AppPort } from "./port";
import type { StatusItem } from "./status.svelte";

/** Keeps the status bar up to date. To be called while a component is set up. */
export function showStanding(app: AppPort): void {
  $effect(() => app.status.set("environment", environmentItem(app)));
  $effect(() => app.status.set("keychain", keychainItem(app)));
  $effect(() => app.status.set("keeping", keepingItem(app)));
}

function environmentItem({ choice }: AppPort): StatusItem | undefined {
  const { entry } = choice;
  if (!entry) return undefined;
  const { tone, word } = environmentState(entry);
  const name = entry.state.kind === "readable" ? entry.state.environment.name : (entry.id ?? "");
  return { side: "left", tone, label: entry.simulated ? word : `${name}, ${word}` };
}

function keychainItem({ keychain }: AppPort): StatusItem {
  const words = text.keychain;
  const state = keychain.view?.state;
  const item = { side: "right", label: words.label } as const;
  if (!state) return { ...item, value: words.asking };
  if (state.kind === "ready") return { ...item, value: state.provider };
  return { ...item, value: words[state.kind] };
}

function keepingItem({ keychain }: AppPort): StatusItem | undefined {
  if (keychain.view?.keeping !== "thisSessionOnly") return undefined;
  return { side: "right", tone: "warn", label: text.keychain.sessionOnly };
}
