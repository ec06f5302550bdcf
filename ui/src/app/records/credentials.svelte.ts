// The operator credentials that there are: handles, labels and fingerprints. The secrets stay with the program.

import type { Host } from "../../host";
import type { CredentialEntry } from "../../host/bindings";

export class Credentials {
  readonly #host: Host;
  #all = $state.raw<readonly CredentialEntry[]>([]);

  constructor(host: Host) {
    this.#host = host;
  }

  get all(): readonly CredentialEntry[] {
    return this.#all;
  }

  take(all: readonly CredentialEntry[]): void {
    this.#all = all;
  }

  /** Asks anew, after a change. Rejects with a `HostError`. */
  async refresh(): Promise<void> {
    this.take(await this.#host.ask("list_credentials", {}));
  }

  of(environment: string): CredentialEntry[] {
    return this.#all.filter((credential) => credential.environment === environment);
  }
}
