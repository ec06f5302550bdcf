// What ends when the simulator's clock is moved: tokens that this program holds, streams, registration codes.

import type { SimulatorView } from "../../host/bindings";

/** Numbers of devices, codes and streams. */
export interface Ending {
  access: number;
  refresh: number;
  codes: number;
  streams: number;
  /** Devices of which a token that has ended is good again, because the clock goes back. */
  revived: number;
}

/** What a move of the clock does; both moments in milliseconds since the epoch. */
export function ending(view: SimulatorView, now: number, to: number): Ending {
  const ends = (iso: string | null) => iso !== null && isBetween(Date.parse(iso), now, to);
  const count = <One>(all: readonly One[], of: (one: One) => string | null) => all.filter((one) => ends(of(one))).length;
  const revives = (iso: string | null) => iso !== null && isBetween(Date.parse(iso), to, now);
  return {
    access: count(view.held, (held) => held.accessEnds),
    refresh: count(view.held, (held) => held.refreshEnds),
    codes: count(view.snapshot.registrations, (code) => code.ends),
    streams: count(view.snapshot.streams, (stream) => stream.ends),
    revived: view.held.filter((held) => revives(held.accessEnds) || revives(held.refreshEnds)).length,
  };
}

const isBetween = (moment: number, after: number, until: number) => moment > after && moment <= until;

/** Milliseconds since the epoch; undefined when the text is no whole moment. One without a zone is UTC. */
export function moment(words: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(Z| UTC)?$/.exec(words.trim());
  if (!match) return undefined;
  const at = Date.parse(`${match[1]}T${match[2]}${match[3] ?? ":00"}Z`);
  return Number.isNaN(at) ? undefined : at;
}
