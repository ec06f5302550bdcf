// Where the lifelines stand, in per cent of the width: the longest name of a message fits between its two actors.

import type { Actor } from "../../../host/bindings";

export type Places = Readonly<Partial<Record<Actor, number>>>;

const byCount: Record<number, Places> = {
  2: { device: 28, ias: 72 },
  3: { ags: 18, device: 53, ias: 86 },
  4: { "head-end": 11, "ags": 39, "device": 71, "ias": 92 },
};

/** For the columns of one road. */
export function placesOf(columns: readonly Actor[]): Places {
  if (columns.length === 2 && columns.includes("ags")) return { ags: 28, device: 72 };
  return byCount[columns.length] ?? {};
}

/** On a road without a head-end the device asks in its stead. */
export function placeOf(places: Places, actor: Actor): number {
  return places[actor] ?? places.device ?? 50;
}
