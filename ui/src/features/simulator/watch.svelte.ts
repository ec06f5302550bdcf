// The simulator's state, asked for every second while somebody looks, and not otherwise; and what is changed in it.

import { asHostError, type Host, type HostError } from "../../host";
import type { LoggedRequest, SimulatorChange, SimulatorView } from "../../host/bindings";
import { appended } from "./log";

const every = 1000;

export class Watch {
  readonly #host: Host;
  readonly #ontold: (view: SimulatorView) => void;
  #looking = false;
  #asked = 0;
  #taken = 0;
  view = $state.raw<SimulatorView>();
  /** Oldest first. */
  requests = $state.raw<readonly LoggedRequest[]>([]);
  error = $state.raw<HostError>();

  constructor(host: Host, ontold: (view: SimulatorView) => void = () => undefined) {
    this.#host = host;
    this.#ontold = ontold;
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
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#take(this.#host.ask("simulator_state", { after: this.#last }));
      this.error = undefined;
    } catch (thrown) {
      this.error = asHostError(thrown);
    } finally {
      this.#looking = false;
    }
  }

  /** Changes it. Rejects with a `HostError`. */
  change(change: SimulatorChange): Promise<void> {
    return this.#take(this.#host.ask("change_simulator", { change, after: this.#last }));
  }

  /** As at the first start. Rejects with a `HostError`. */
  reset(): Promise<void> {
    return this.#take(this.#host.ask("reset_simulator", {}));
  }

  get #last(): number {
    return this.requests.at(-1)?.number ?? 0;
  }

  /** An answer that was asked for before the one that is shown is older than it. */
  async #take(answer: Promise<SimulatorView>): Promise<void> {
    const asked = ++this.#asked;
    const view = await answer;
    this.requests = appended(this.requests, view.requests);
    if (asked < this.#taken) return;
    this.#taken = asked;
    this.view = view;
    this.#ontold(view);
  }
}
