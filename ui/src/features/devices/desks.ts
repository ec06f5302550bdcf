// The one desk of a window, found by its port.

import type { AppPort } from "../../app/port";
import type { Desk } from "./desk.svelte";

const desks = new WeakMap<AppPort, Desk>();

export function setDesk(app: AppPort, desk: Desk): void {
  desks.set(app, desk);
}

export function deskOf(app: AppPort): Desk {
  const desk = desks.get(app);
  if (!desk) throw new Error("the feature was not started");
  return desk;
}
