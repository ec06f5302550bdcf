// Where the lifelines stand, in per cent of the width: the longest name of a message fits between its two actors.

import type { Actor } from "../../../host/bindings";

export const actors: readonly Actor[] = ["head-end", "ags", "device", "ias"];

const places: Record<Actor, number> = { "head-end": 11, "ags": 39, "device": 71, "ias": 92 };

export function placeOf(actor: Actor): number {
  return places[actor];
}
