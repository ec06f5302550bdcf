// The environments that there are, the simulator first. The program owns them; here is its last answer.

import type { Host } from "../../host";
import type { Environment, EnvironmentEntry } from "../../host/bindings";

export class Environments {
  readonly #host: Host;
  #all = $state.raw<readonly EnvironmentEntry[]>([]);

  constructor(host: Host) {
    this.#host = host;
  }

  get all(): readonly EnvironmentEntry[] {
    return this.#all;
  }

  take(all: readonly EnvironmentEntry[]): void {
    this.#all = all;
  }

  /** Asks anew, after a change. Rejects with a `HostError`. */
  async refresh(): Promise<void> {
    this.take(await this.#host.ask("list_environments", {}));
  }

  entry(id: string): EnvironmentEntry | undefined {
    return this.#all.find((entry) => entry.id === id);
  }

  /** Where an environment is set: the built-in one goes by the simulator's choices. */
  placeOf(id: string): ["simulator", { choices: true }] | ["environments", string] {
    return this.entry(id)?.simulated ? ["simulator", { choices: true }] : ["environments", id];
  }

  /** What the file of an environment says; undefined when it is damaged or gone. */
  environment(id: string): Environment | undefined {
    const state = this.entry(id)?.state;
    return state?.kind === "readable" ? state.environment : undefined;
  }
}
