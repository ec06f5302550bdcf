// Who approves a registration code: a device of this environment, which the program names, or a real phone. On the simulator
// a phone can be signed on from here, beside the run on screen.

import type { AppPort } from "../../../app/port";
import { asHostError, type HostError } from "../../../host";
import type { Device, JourneyInput, Road } from "../../../host/bindings";
import { text } from "./messages";

/** What the simulator is given to approve with. */
const phone = "mobile-android";

export class Approvers {
  readonly #app: AppPort;
  #known = $state.raw<{ of: string; devices: readonly Device[] }>();
  #chosen = $state.raw<Readonly<Record<string, string>>>({});
  by = $state<"device" | "phone">("device");
  /** A phone is signed on beside. */
  signing = $state(false);
  error = $state.raw<HostError>();

  constructor(app: AppPort) {
    this.#app = app;
  }

  get #environment(): string {
    return this.#app.choice.environment;
  }

  /** Undefined until the program has told. */
  get devices(): readonly Device[] | undefined {
    return this.#known?.of === this.#environment ? this.#known.devices : undefined;
  }

  /** Those that are not the television itself: here each platform is one device. */
  get able(): readonly Device[] {
    return (this.devices ?? []).filter(({ platform }) => platform !== this.#app.choice.platform);
  }

  /** The one chosen for this environment, else the one used last. */
  get device(): Device | undefined {
    const chosen = this.#chosen[this.#environment];
    return this.able.find(({ id }) => id === chosen) ?? this.able[0];
  }

  choose(id: string): void {
    this.#chosen = { ...this.#chosen, [this.#environment]: id };
  }

  get road(): Road {
    return { kind: "companionSignOn", approver: this.by === "device" ? (this.device?.id ?? null) : null };
  }

  get account(): string {
    const { device } = this;
    return this.by === "device" && device ? text.account.known(device.account) : text.account.unknown;
  }

  get problem(): string | undefined {
    if (this.by === "phone" || this.device) return undefined;
    return this.devices ? text.blocked.approver : text.blocked.asking;
  }

  /** Asks which devices can approve. */
  async ask(): Promise<void> {
    const environment = this.#environment;
    try {
      const devices = await this.#app.host.ask("list_approvers", { environment });
      if (environment === this.#environment) this.#known = { of: environment, devices };
      this.error = undefined;
    } catch (error) {
      if (environment !== this.#environment) return;
      this.#known = { of: environment, devices: [] };
      this.error = asHostError(error);
    }
  }

  /** Signs a phone on with a QR code, as one click does it on the simulator. */
  async signOnPhone(): Promise<void> {
    const { choice, credentials, host, devices } = this.#app;
    const { environment } = choice;
    const credential = credentials.of(environment)[0];
    const account = choice.account.trim();
    if (this.signing || !credential) return;
    const road: Road = { kind: "qrSignOn", credential: credential.id, account, lifetime: null, claims: {} };
    const platform = choice.platform === phone ? "iphone" : phone;
    const input: JourneyInput = { environment, road, platform, signOn: { kind: "usual" }, content: null };
    this.signing = true;
    this.error = undefined;
    try {
      await new Promise<void>((rested, failed) => {
        const asked = { input, picture: null, mode: "runThrough" } as const;
        host.stream("start_journey", asked, (event) => event.kind === "rested" && rested()).catch(failed);
      });
      await devices.refresh();
      await this.ask();
    } catch (error) {
      this.error = asHostError(error);
    } finally {
      this.signing = false;
    }
  }
}
