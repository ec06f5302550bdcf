// The simulator's state, asked for every second while somebody looks, and not otherwise.

import { asHostError, type Host, type HostError } from "../../host";
import type { SimulatorView } from "../../host/bindings";

const every = 1000;

export class Watch {
  readonly #host: Host;
  #asking = false;
  view = $state.raw<SimulatorView>();
  error = $state.raw<HostError>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Looks until the answer is called. A window that is not seen is not kept up to date. */
  start(page: Document = document): () => void {
    const look = () => {
      if (page.visibilityState !== "hidden") void this.look();
    };
    look();
    const timer = setInterval(look, every);
    page.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      page.removeEventListener("visibilitychange", look);
    };
  }

  async look(): Promise<void> {
    // A slow answer is waited for, not asked for twice.
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.view = await this.#host.ask("simulator_state", {});
      this.error = undefined;
    } catch (thrown) {
      this.error = asHostError(thrown);
    } finally {
      this.#asking = false;
    }
  }

  /** As at the first start. Rejects with a `HostError`. */
  async reset(): Promise<void> {
    this.view = await this.#host.ask("reset_simulator", {});
  }
}
