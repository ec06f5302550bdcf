// What a person sets before a run: the road in and what it alone needs, which device. Environment, platform, account and content
// are the window's own choice, in the top bar; user name and password are in a form of their own.

import type { AppPort } from "../../../app/port";
import type { CredentialEntry, DeviceInformation, JourneyInput, Preparation, Road, SignOnChoice } from "../../../host/bindings";
import { claimOverrides, type ClaimEdits } from "../claims";
import { text } from "../messages";
import { roadOf, type RoadKind } from "../road";
import { Playing } from "../../../views/playing";
import { Approvers } from "../companion/approvers.svelte";
import { readBlock, type BlockText } from "./device-block";
import { lifetimeSeconds, own } from "./lifetime";
import { PasswordForm } from "./password.svelte";

export type HeadEnd = "played" | "real";

export class Inputs {
  readonly #app: AppPort;
  #chosen = $state.raw<Readonly<Record<string, string>>>({});

  readonly password: PasswordForm;
  readonly approvers: Approvers;
  readonly playing: Playing;
  country = $state("");
  headEnd = $state<HeadEnd>("played");
  lifetime = $state<string>(own);
  seconds = $state("-60");
  claims = $state.raw<ClaimEdits>({});
  #signOn = $state.raw<{ kind: SignOnChoice["kind"]; of: string }>({ kind: "usual", of: "" });
  clientId = $state("");
  /** `deviceInformation` as a person changed it, for one platform. */
  #block = $state.raw<{ platform: string; text: string }>();
  /** What the program says would happen; undefined until it has. */
  preparation = $state.raw<Preparation>();

  constructor(app: AppPort) {
    this.#app = app;
    this.password = new PasswordForm(app);
    this.approvers = new Approvers(app);
    this.playing = new Playing(app.host, () => {
      const { environment: id, content } = app.choice;
      return { id, environment: app.environments.environment(id), content };
    });
  }

  /** The one chosen last for this environment; where none was chosen, that of the device that signed on last. */
  get road(): RoadKind {
    const { environment, road } = this.#app.choice;
    const devices = [...this.#app.devices.of(environment)];
    const last = devices.sort((a, b) => b.lastSignedOnAt.localeCompare(a.lastSignedOnAt))[0];
    return road ?? roadOf(last?.journey) ?? "qrSignOn";
  }
  set road(road: RoadKind) {
    this.#app.choice.road = road;
  }

  /** A choice of its own holds for what it was made for: a `client_id` for its deployment, a new device for one installation. */
  get signOn(): SignOnChoice["kind"] {
    const { kind, of } = this.#signOn;
    if (kind === "phone" && !this.isPlayed) return "usual";
    return of === this.#madeFor(kind) ? kind : "usual";
  }
  set signOn(kind: SignOnChoice["kind"]) {
    this.#signOn = { kind, of: this.#madeFor(kind) };
  }

  /** Whether Tessera plays the head-end, too. */
  get isPlayed(): boolean {
    return this.road === "qrSignOn" && this.headEnd === "played";
  }

  #madeFor(kind: SignOnChoice["kind"]): string {
    const { environment, platform, account } = this.#app.choice;
    return kind === "nthTime" || kind === "phone" ? environment : JSON.stringify([environment, platform, account]);
  }

  /** On the road that the device came by; a guest is another one each time. */
  signOnAs(clientId: string): void {
    const device = this.#app.devices.of(this.#app.choice.environment).find((one) => one.clientId === clientId);
    const road = roadOf(device?.journey) ?? this.road;
    this.road = road === "guestSignOn" ? "qrSignOn" : road;
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
    if (this.road === "guestSignOn") return true;
    return this.signOn === "firstTime" || (this.signOn === "usual" && this.preparation?.device === null);
  }

  /** What is sent; undefined while `problem` says why not. `password` is one that the program still holds, or has to be typed. */
  journey(password: "held" | "typed" = "typed"): JourneyInput | undefined {
    const { environment, platform, content } = this.#app.choice;
    const road = this.#road();
    if (this.problem(password) !== undefined || !road) return undefined;
    const playing = this.playing.input;
    return { environment, road, platform, signOn: this.#signOnChoice(), content: content.trim() || null, playing };
  }

  /** Why nothing can be sent. */
  problem(password: "held" | "typed" = "typed"): string | undefined {
    const words = text.run.blocked;
    const { entry } = this.#app.choice;
    if (!entry) return words.loading;
    if (entry.state.kind === "damaged") return words.environment;
    const own = this.#ownProblem(password) ?? this.playing.problem;
    if (own !== undefined || this.road === "guestSignOn") return own;
    if (this.signOn === "nthTime" && this.clientId.trim() === "") return words.clientId;
    return this.blockIsEdited && "problem" in this.block ? words.device : undefined;
  }

  #ownProblem(password: "held" | "typed"): string | undefined {
    const problems: Record<RoadKind, () => string | undefined> = {
      qrSignOn: () => this.#qrProblem(),
      passwordSignOn: () => this.password.problem(password),
      guestSignOn: () => undefined,
      companionSignOn: () => this.approvers.problem,
    };
    return problems[this.road]();
  }

  #qrProblem(): string | undefined {
    const words = text.run.blocked;
    if (this.#app.choice.account.trim() === "") return words.account;
    if (this.headEnd === "real") return undefined;
    if (!this.credential) return words.credential;
    if (this.credential.withheldFrom.length > 0) return words.withheld;
    if (lifetimeSeconds(this.lifetime, this.seconds) === undefined) return words.lifetime;
    return claimOverrides(this.claims) === undefined ? words.claims : undefined;
  }

  #road(): Road | undefined {
    if (this.road === "passwordSignOn") return this.password.road;
    if (this.road === "companionSignOn") return this.approvers.road;
    if (this.road === "guestSignOn") return { kind: "guestSignOn", country: this.country.trim() || null };
    const lifetime = lifetimeSeconds(this.lifetime, this.seconds);
    const claims = claimOverrides(this.claims);
    if (lifetime === undefined || !claims) return undefined;
    const credential = this.headEnd === "real" ? null : (this.credential?.id ?? null);
    return { kind: "qrSignOn", credential, account: this.#app.choice.account.trim(), lifetime, claims };
  }

  #signOnChoice(): SignOnChoice {
    if (this.road === "guestSignOn") return { kind: "usual" };
    if (this.signOn === "phone") return { kind: "phone" };
    if (this.signOn === "nthTime") return { kind: "nthTime", clientId: this.clientId.trim() };
    const edited = this.blockIsEdited && "block" in this.block ? this.block.block : null;
    if (this.signOn === "firstTime" || (edited && this.willBeFirstTime)) {
      return { kind: "firstTime", deviceInformation: edited };
    }
    return { kind: "usual" };
  }
}
