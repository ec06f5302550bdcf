// What a person sets before a run: who signs, how long, which claims, which device. Environment, platform, account and content
// are the window's own choice, in the top bar.

import type { AppPort } from "../../../app/port";
import type { CredentialEntry, DeviceInformation, JourneyInput, Preparation, SignOnChoice } from "../../../host/bindings";
import { claimOverrides, type ClaimEdits } from "../claims";
import { text } from "../messages";
import { readBlock, type BlockText } from "./device-block";
import { lifetimeSeconds, own } from "./lifetime";

export type HeadEnd = "played" | "real";

export class Inputs {
  readonly #app: AppPort;
  #chosen = $state.raw<Readonly<Record<string, string>>>({});

  headEnd = $state<HeadEnd>("played");
  lifetime = $state<string>(own);
  seconds = $state("-60");
  claims = $state.raw<ClaimEdits>({});
  #signOn = $state.raw<{ kind: SignOnChoice["kind"]; environment: string }>({ kind: "usual", environment: "" });
  clientId = $state("");
  /** `deviceInformation` as a person changed it, for one platform. */
  #block = $state.raw<{ platform: string; text: string }>();
  /** What the program says would happen; undefined until it has. */
  preparation = $state.raw<Preparation>();

  constructor(app: AppPort) {
    this.#app = app;
  }

  /** A `client_id` belongs to one deployment, so nth-time holds for the environment it was chosen in. */
  get signOn(): SignOnChoice["kind"] {
    const { kind, environment } = this.#signOn;
    return kind === "nthTime" && environment !== this.#app.choice.environment ? "usual" : kind;
  }
  set signOn(kind: SignOnChoice["kind"]) {
    this.#signOn = { kind, environment: this.#app.choice.environment };
  }

  signOnAs(clientId: string): void {
    this.clientId = clientId;
    this.signOn = "nthTime";
  }

  get credentials(): CredentialEntry[] {
    return this.#app.credentials.of(this.#app.choice.environment);
  }

  /** The one chosen for this environment, else its first. */
  get credential(): CredentialEntry | undefined {
    const all = this.credentials;
    const chosen = this.#chosen[this.#app.choice.environment];
    return all.find((entry) => entry.id === chosen) ?? all[0];
  }

  chooseCredential(id: string): void {
    this.#chosen = { ...this.#chosen, [this.#app.choice.environment]: id };
  }

  /** What the platform would send by itself. */
  get usualBlock(): DeviceInformation {
    return this.preparation?.deviceInformation ?? this.#app.choice.platformEntry?.deviceInformation ?? {};
  }

  get blockText(): string {
    return this.#editedBlock ?? JSON.stringify(this.usualBlock, null, 2);
  }
  set blockText(typed: string) {
    const usual = JSON.stringify(this.usualBlock, null, 2);
    this.#block = typed === usual ? undefined : { platform: this.#app.choice.platform, text: typed };
  }

  get block(): BlockText {
    return readBlock(this.blockText);
  }

  get blockIsEdited(): boolean {
    return this.#editedBlock !== undefined;
  }

  resetBlock(): void {
    this.#block = undefined;
  }

  get #editedBlock(): string | undefined {
    return this.#block?.platform === this.#app.choice.platform ? this.#block.text : undefined;
  }

  /** Whether the sign-on would make a new device. */
  get willBeFirstTime(): boolean {
    return this.signOn === "firstTime" || (this.signOn === "usual" && this.preparation?.device === null);
  }

  /** What is sent; undefined while `problem` says why not. */
  get journey(): JourneyInput | undefined {
    const { environment, platform, account, content } = this.#app.choice;
    const lifetime = lifetimeSeconds(this.lifetime, this.seconds);
    const claims = claimOverrides(this.claims);
    if (this.problem !== undefined || lifetime === undefined || !claims) return undefined;
    return {
      environment,
      credential: this.headEnd === "real" ? null : (this.credential?.id ?? null),
      account: account.trim(),
      platform,
      signOn: this.#signOnChoice(),
      content: content.trim() || null,
      lifetime,
      claims,
    };
  }

  /** Why nothing can be sent. */
  get problem(): string | undefined {
    const words = text.run.blocked;
    const { entry, account } = this.#app.choice;
    if (!entry) return words.loading;
    if (entry.state.kind === "damaged") return words.environment;
    if (account.trim() === "") return words.account;
    if (this.headEnd === "played") {
      if (!this.credential) return words.credential;
      if (this.credential.withheldFrom.length > 0) return words.withheld;
      if (lifetimeSeconds(this.lifetime, this.seconds) === undefined) return words.lifetime;
      if (claimOverrides(this.claims) === undefined) return words.claims;
    }
    if (this.signOn === "nthTime" && this.clientId.trim() === "") return words.clientId;
    return this.blockIsEdited && "problem" in this.block ? words.device : undefined;
  }

  #signOnChoice(): SignOnChoice {
    if (this.signOn === "nthTime") return { kind: "nthTime", clientId: this.clientId.trim() };
    const edited = this.blockIsEdited && "block" in this.block ? this.block.block : null;
    if (this.signOn === "firstTime" || (edited && this.willBeFirstTime)) {
      return { kind: "firstTime", deviceInformation: edited };
    }
    return { kind: "usual" };
  }
}
