// What tokens each device has, as the program told last; or why it could not tell.

import { SvelteMap } from "svelte/reactivity";
import { asHostError, type Host, type HostError } from "../../host";
import type { DeviceTokensView } from "../../host/bindings";

export class Tokens {
  readonly #host: Host;
  readonly #views = new SvelteMap<string, DeviceTokensView>();
  readonly #troubles = new SvelteMap<string, HostError>();
  /** The last question for each device: an answer to an earlier one is not heard. */
  readonly #asked = new Map<string, number>();

  constructor(host: Host) {
    this.#host = host;
  }

  of(id: string): DeviceTokensView | undefined {
    return this.#views.get(id);
  }

  /** Why it is not known what tokens a device has. */
  troubleOf(id: string): HostError | undefined {
    return this.#troubles.get(id);
  }

  /** Forgets all other devices, and asks for those of which nothing is known yet. */
  keep(devices: readonly string[]): void {
    for (const id of devices) if (!this.#asked.has(id)) void this.ask(id);
    for (const id of this.#asked.keys()) {
      if (devices.includes(id)) continue;
      [this.#asked, this.#views, this.#troubles].forEach((map) => map.delete(id));
    }
  }

  ask(id: string): Promise<void> {
    return this.#take(id, () => this.#host.ask("device_tokens", { id }));
  }

  switchAutomatic(id: string, automatic: boolean): Promise<void> {
    return this.#take(id, () => this.#host.ask("refresh_by_itself", { id, automatic }));
  }

  async #take(id: string, ask: () => Promise<DeviceTokensView>): Promise<void> {
    const asked = (this.#asked.get(id) ?? 0) + 1;
    this.#asked.set(id, asked);
    try {
      const view = await ask();
      if (asked !== this.#asked.get(id)) return;
      this.#views.set(id, view);
      this.#troubles.delete(id);
    } catch (error) {
      if (asked === this.#asked.get(id)) this.#troubles.set(id, asHostError(error));
    }
  }
}
