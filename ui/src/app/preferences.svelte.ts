// What a person set for this window: theme, places of the splitters, when the QR code is seen, what was chosen last. It is
// kept by the program, never by the web view; until the program has answered, the defaults hold.

import { initialRatios, type PanesRatios } from "../components/panes";
import type { QrCodeShown, Road } from "../host/bindings";

export type ThemeChoice = "system" | "light" | "dark";

/** What was chosen last in one environment. Undefined: never; empty: a person wants none. */
export interface LastChoice {
  platform?: string | undefined;
  account?: string | undefined;
  content?: string | undefined;
  /** By which road somebody signed on. */
  road?: Road["kind"] | undefined;
}

export interface Kept {
  theme: ThemeChoice;
  panes: PanesRatios;
  qrCode: QrCodeShown;
  /** The environment chosen last. */
  environment: string | undefined;
  /** By the id of the environment. */
  choices: Readonly<Record<string, LastChoice>>;
}

const first: Kept = {
  theme: "system",
  panes: initialRatios,
  qrCode: "atOnce",
  environment: undefined,
  choices: {},
};

export class Preferences {
  #kept = $state.raw<Kept>(first);
  readonly #save: (kept: Kept) => void;

  constructor(save: (kept: Kept) => void, known: Partial<Kept> = {}) {
    this.#save = save;
    this.take(known);
  }

  /** What was kept, once the program has told. Saves nothing. */
  take(known: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...known };
  }

  get theme(): ThemeChoice {
    return this.#kept.theme;
  }
  set theme(theme: ThemeChoice) {
    this.#change({ theme });
  }

  get panes(): PanesRatios {
    return this.#kept.panes;
  }
  set panes(panes: PanesRatios) {
    this.#change({ panes });
  }

  get qrCode(): QrCodeShown {
    return this.#kept.qrCode;
  }
  set qrCode(qrCode: QrCodeShown) {
    this.#change({ qrCode });
  }

  get environment(): string | undefined {
    return this.#kept.environment;
  }
  set environment(environment: string | undefined) {
    this.#change({ environment });
  }

  choiceIn(environment: string): LastChoice {
    return this.#kept.choices[environment] ?? {};
  }

  choose(environment: string, part: LastChoice): void {
    const choice = { ...this.choiceIn(environment), ...part };
    this.#change({ choices: { ...this.#kept.choices, [environment]: choice } });
  }

  #change(part: Partial<Kept>): void {
    this.take(part);
    this.#save(this.#kept);
  }
}
