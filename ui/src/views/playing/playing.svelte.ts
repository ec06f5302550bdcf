// What a person sets to be done around a content token, for each environment on its own: an address typed for one deployment
// goes to no other. Nothing of it outlives the window.

import type { Host } from "../../host";
import type { ChallengeFile, ContentTokenSource, Drm, Environment, PlayingInput } from "../../host/bindings";
import { chooseChallenge } from "./challenge";
import { text } from "./messages";

interface Choices {
  approval: boolean;
  /** Undefined: as the environment says. */
  source: ContentTokenSource | undefined;
  contentUrl: string;
  certificate: Drm | "none";
  licence: Drm | "none";
  challenge: "empty" | "file";
  file: ChallengeFile | undefined;
}

const first: Choices = {
  approval: false,
  source: undefined,
  contentUrl: "",
  certificate: "none",
  licence: "none",
  challenge: "empty",
  file: undefined,
};

/** The environment that the content token is asked for at, and the content. */
export interface PlayedAt {
  readonly id: string;
  readonly environment: Environment | undefined;
  readonly content: string;
}

export class Playing {
  readonly #host: Host;
  readonly #at: () => PlayedAt;
  #all = $state.raw<Readonly<Record<string, Choices>>>({});

  constructor(host: Host, at: () => PlayedAt) {
    this.#host = host;
    this.#at = at;
  }

  get choices(): Choices {
    return this.#all[this.#at().id] ?? first;
  }

  choose(part: Partial<Choices>): void {
    this.#all = { ...this.#all, [this.#at().id]: { ...this.choices, ...part } };
  }

  get source(): ContentTokenSource {
    return this.choices.source ?? this.#at().environment?.ways.contentToken ?? "ias";
  }

  get hasContent(): boolean {
    return this.#at().content.trim() !== "";
  }

  /** Whether something is to be asked of a licence server of which the environment knows no address. */
  get lacksLicenceServer(): boolean {
    const { licence, certificate } = this.choices;
    const urls = this.#at().environment?.urls;
    return (licence !== "none" || certificate !== "none") && urls !== undefined && !urls.licence && !urls.ssm;
  }

  /** Why nothing can be sent. */
  get problem(): string | undefined {
    const { contentUrl, licence, challenge, file } = this.choices;
    const why = text.blocked;
    if (!this.hasContent) return undefined;
    if (this.source === "url-builder" && contentUrl.trim() === "") return why.contentUrl;
    if (this.lacksLicenceServer) return why.licence;
    return licence !== "none" && challenge === "file" && !file ? why.challenge : undefined;
  }

  /** What is sent. */
  get input(): PlayingInput {
    const { source } = this;
    const { approval, contentUrl, certificate, licence, challenge, file } = this.choices;
    return {
      approval,
      source,
      contentUrl: source === "url-builder" ? contentUrl.trim() || null : null,
      certificate: certificate === "none" ? null : certificate,
      licence: licence === "none" ? null : { drm: licence, challenge: challenge === "file" ? (file?.id ?? null) : null },
    };
  }

  /** What it comes to, in a few words. */
  get note(): string {
    const { approval, certificate, licence } = this.choices;
    const words = text.notes;
    const parts = [
      approval && words.approval,
      this.source === "url-builder" && words.urlBuilder,
      certificate !== "none" && words.certificate,
      licence !== "none" && words.licence(text.drms[licence]),
    ];
    return parts.filter(Boolean).join(", ") || words.alone;
  }

  /** A person chooses a file; the window gets its name and a handle. */
  async chooseFile(): Promise<void> {
    const file = await chooseChallenge(this.#host);
    if (file) this.choose({ file, challenge: "file" });
  }
}
