// By what the next playback sessions beat, chosen for each environment on its own: a challenge for one deployment goes to no
// other. Nothing of it outlives the window.

import type { BeatingInput, ChallengeFile } from "../../../host/bindings";
import { chooseChallenge } from "../../../views/playing";
import type { Desk } from "../desk.svelte";
import { text } from "./messages";

export type By = BeatingInput["kind"];

interface Choices {
  by: By;
  file: ChallengeFile | undefined;
}

const first: Choices = { by: "heartbeat", file: undefined };

export class Beating {
  readonly #desk: Desk;
  #all = $state.raw<Readonly<Record<string, Choices>>>({});

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get #environment(): string {
    return this.#desk.device?.environment ?? "";
  }

  get choices(): Choices {
    return this.#all[this.#environment] ?? first;
  }

  choose(part: Partial<Choices>): void {
    this.#all = { ...this.#all, [this.#environment]: { ...this.choices, ...part } };
  }

  /** Whether there is a challenge without a file: the simulator inside takes one of its own. */
  get hasOwn(): boolean {
    return this.#desk.app.environments.entry(this.#environment)?.simulated ?? false;
  }

  /** Why nothing can be set up. */
  get problem(): string | undefined {
    const { by, file } = this.choices;
    return by === "renewal" && !file && !this.hasOwn ? text.blocked.challenge : undefined;
  }

  /** What is sent. */
  get input(): BeatingInput {
    const { by, file } = this.choices;
    return by === "renewal" ? { kind: by, challenge: file?.id ?? null } : { kind: by };
  }

  /** A person chooses the file for the environment that is looked at now. */
  async chooseFile(): Promise<void> {
    const environment = this.#environment;
    const file = await chooseChallenge(this.#desk.app.host);
    if (file) this.#all = { ...this.#all, [environment]: { by: "renewal", file } };
  }
}
