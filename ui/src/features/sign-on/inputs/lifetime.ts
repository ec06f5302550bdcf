// How long the operator JWT is to last: a preset, or a number of seconds of one's own.

import { about } from "../../../components/time";
import type { Option } from "../../../components/select";
import { text } from "../messages";

const words = text.inputs.lifetime;
const presets = [60, 3600, 86_400];
const expired = -60;

export const own = "own";
export const custom = "custom";

/** The environment's own lifetime first. */
export function lifetimeOptions(usual: number | undefined): Option[] {
  const span = (seconds: number) => about(seconds * 1000);
  const first = usual === undefined ? [] : [{ value: own, label: words.own(span(usual)) }];
  return [
    ...first,
    ...presets.filter((one) => one !== usual).map((one) => ({ value: String(one), label: span(one) })),
    { value: String(expired), label: words.expired },
    { value: custom, label: words.custom },
  ];
}

/** Seconds; `null` for the environment's choice, undefined when the text is no number. */
export function lifetimeSeconds(choice: string, typed: string): number | null | undefined {
  if (choice === own) return null;
  const seconds = choice === custom ? typed.trim() : choice;
  return /^[-+]?\d{1,9}$/.test(seconds) ? Number(seconds) : undefined;
}
