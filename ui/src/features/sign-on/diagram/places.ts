// Where the lifelines stand, in per cent of the width: the longest name of a message fits between its two actors.

import type { Actor } from "../../../host/bindings";

export type Places = Readonly<Partial<Record<Actor, number>>>;

const byCount: Record<number, Places> = {
  2: { device: 28, ias: 72 },
  3: { ags: 18, device: 53, ias: 86 },
  4: { "head-end": 11, "ags": 39, "device": 71, "ias": 92 },
};

function evenly(columns: readonly Actor[]): Places {
  const [first, last] = [8, 92];
  const apart = (last - first) / Math.max(1, columns.length - 1);
  return Object.fromEntries(columns.map((actor, at) => [actor, first + at * apart]));
}

/** Pixels that so many columns want; the pane scrolls where there are fewer. */
export function widthOf(columns: readonly Actor[]): number {
  if (columns.includes("phone")) return Math.max(500, columns.length * 125);
  return Math.max(440, columns.length * 104);
}

/** For the columns of one road. */
export function placesOf(columns: readonly Actor[]): Places {
  if (columns.length === 2 && columns.includes("ags")) return { ags: 28, device: 72 };
  if (columns[0] === "phone" && columns.length === 4) return { phone: 9, dsra: 31, device: 66, ias: 92 };
  return columns.includes("phone") || columns.length > 4 ? evenly(columns) : (byCount[columns.length] ?? {});
}

/** On a road without a head-end the device asks in its stead. */
export function placeOf(places: Places, actor: Actor): number {
  return places[actor] ?? places.device ?? 50;
}
