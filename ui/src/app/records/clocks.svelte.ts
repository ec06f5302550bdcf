// The clocks of the platforms: every environment has the clock of this machine but the simulator, whose clock can be moved.

import { now } from "../../components/time";
import type { Environments } from "./environments.svelte";

export class Clocks {
  readonly #environments: Environments;
  /** How far the simulator's clock was moved, in milliseconds. */
  simulatorMovedBy = $state(0);

  constructor(environments: Environments) {
    this.#environments = environments;
  }

  /** How far the clock of an environment is ahead of this machine's, in milliseconds. */
  aheadOf(environment: string | undefined): number {
    const entry = environment === undefined ? undefined : this.#environments.entry(environment);
    return entry?.simulated ? this.simulatorMovedBy : 0;
  }

  /** Milliseconds since the epoch by the clock of an environment, read again every second. */
  now(environment: string | undefined): number {
    return now() + this.aheadOf(environment);
  }
}
