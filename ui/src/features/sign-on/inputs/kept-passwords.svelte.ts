// For which user names of the environment a password is kept, as the program lists it. The passwords never come here.

import type { AppPort } from "../../../app/port";
import type { KeptPasswordEntry } from "../../../host/bindings";
import { text } from "../messages";

export class KeptPasswords {
  readonly #app: AppPort;
  #known = $state.raw<{ of: string; entries: readonly KeptPasswordEntry[] }>();
  /** A removal waits for a word. */
  removing = $state(false);

  constructor(app: AppPort) {
    this.#app = app;
  }

  get #environment(): string {
    return this.#app.choice.environment;
  }

  /** What is kept for a user name here. */
  of(userName: string): KeptPasswordEntry | undefined {
    const entries = this.#known?.of === this.#environment ? this.#known.entries : [];
    return entries.find((entry) => entry.userName === userName);
  }

  async ask(): Promise<void> {
    const environment = this.#environment;
    try {
      const entries = await this.#app.host.ask("list_passwords", { environment });
      if (environment === this.#environment) this.#known = { of: environment, entries };
    } catch (error) {
      // Of a damaged environment nothing is known, and that is said elsewhere.
      if (this.#app.choice.entry?.state.kind === "readable") this.#app.tell(error);
    }
  }

  /** Rejects with a `HostError`. */
  async remove(userName: string): Promise<void> {
    await this.#app.host.ask("remove_password", { environment: this.#environment, userName });
    this.removing = false;
    this.#app.toasts.say(text.inputs.keeping.removed(userName));
    await this.ask();
  }
}
