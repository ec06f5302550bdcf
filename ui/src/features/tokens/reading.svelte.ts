// A pasted token and what the program reads in it. Each change asks again after a short rest; only the last answer counts.

import { asHostError, type Host, type HostError } from "../../host";
import type { TokenView } from "../../host/bindings";

/** Milliseconds without a change before the program is asked. */
export const rest = 150;

export class Reading {
  readonly #host: Host;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  text = $state("");
  /** Id of the credential to check the signature with; empty for none. */
  credential = $state("");
  view = $state.raw<TokenView>();
  error = $state.raw<HostError>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Reads what is there now, after a rest. */
  soon(): void {
    const asked = ++this.#asked;
    clearTimeout(this.#timer);
    if (this.text.trim() === "") {
      this.view = undefined;
      this.error = undefined;
      return;
    }
    const check = { text: this.text, credential: this.credential || null };
    this.#timer = setTimeout(() => {
      this.#host.ask("read_token", { check }).then(
        (view) => {
          if (asked === this.#asked) [this.view, this.error] = [view, undefined];
        },
        (thrown: unknown) => {
          if (asked === this.#asked) [this.view, this.error] = [undefined, asHostError(thrown)];
        },
      );
    }, rest);
  }

  /** Forgets everything. */
  clear(): void {
    this.text = "";
    this.soon();
  }
}
