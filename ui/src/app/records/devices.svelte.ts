// The devices that have signed on, with the `client_id` that the platform gave each.

import type { Host } from "../../host";
import type { Device } from "../../host/bindings";

export class Devices {
  readonly #host: Host;
  #all = $state.raw<readonly Device[]>([]);

  constructor(host: Host) {
    this.#host = host;
  }

  get all(): readonly Device[] {
    return this.#all;
  }

  take(all: readonly Device[]): void {
    this.#all = all;
  }

  /** Asks anew, after a change. Rejects with a `HostError`. */
  async refresh(): Promise<void> {
    this.take(await this.#host.ask("list_devices", {}));
  }

  of(environment: string): Device[] {
    return this.#all.filter((device) => device.environment === environment);
  }
}
