// The keychain of this computer, as the program saw it last: its name, its state, and where the next secret goes.

import type { Host } from "../../host";
import type { KeychainView } from "../../host/bindings";

export class Keychain {
  readonly #host: Host;
  #view = $state.raw<KeychainView>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Undefined until it was asked: a keychain may take its time. */
  get view(): KeychainView | undefined {
    return this.#view;
  }

  take(view: KeychainView): void {
    this.#view = view;
  }

  /** Asks how it is now. Rejects with a `HostError`. */
  async refresh(): Promise<void> {
    this.take(await this.#host.ask("keychain_state", {}));
  }
}
