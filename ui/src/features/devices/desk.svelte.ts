// The devices of this window with what each has and does: which one is chosen, its tokens, its journey, what of it is looked
// at, and everything that can be done. It lives as long as the window, so that a journey goes on while another section is
// shown.

import { SvelteMap } from "svelte/reactivity";
import type { AppPort } from "../../app/port";
import type {
  Device,
  DeviceGoal,
  DeviceTokensView,
  Environment,
  PlayingInput,
  Remedy,
  SessionExchange,
  SessionView,
  Step,
  StepReport,
  TokenSlot,
  TokenView,
} from "../../host/bindings";
import { text } from "./messages";
import { Playing } from "../../views/playing";
import { DeviceRun } from "./run.svelte";
import { Beating, Sessions, SetUp } from "./sessions";
import { standing } from "./state";
import { Tokens } from "./tokens.svelte";

export type DeviceToken = "access-token" | "refresh-token";
type Picked =
  | { kind: "step"; step: Step }
  | { kind: "token"; slot: DeviceToken }
  | { kind: "call"; session: string; exchange: string | undefined };
/** What is looked at: a step of the journey, a token that the device has, or a call of a playback session. */
export type Inside =
  | { kind: "step"; run: DeviceRun; report: StepReport }
  | { kind: "token"; slot: DeviceToken; view: TokenView; tokens: DeviceTokensView }
  | { kind: "call"; session: SessionView; call: SessionExchange };

export class Desk {
  readonly app: AppPort;
  readonly tokens: Tokens;
  readonly playing: Playing;
  readonly sessions: Sessions;
  readonly beating: Beating;
  readonly setUp: SetUp;
  readonly #runs = new SvelteMap<string, DeviceRun>();
  #chosen = $state<string>();
  #picked = $state.raw<Picked>();

  /** Of which environment devices are shown; undefined: of all. */
  environment = $state<string>();
  renamed = $state.raw<Device>();
  forgotten = $state.raw<Device>();

  constructor(app: AppPort) {
    this.app = app;
    this.tokens = new Tokens(app.host);
    this.sessions = new Sessions(app.host, (said) => {
      app.toasts.say(said, { tone: "warn", action: { label: text.label, run: () => app.go("devices") } });
    });
    this.beating = new Beating(this);
    this.setUp = new SetUp(this);
    this.playing = new Playing(app.host, () => {
      const { device, content } = this;
      return { id: device?.environment ?? "", environment: device && this.environmentOf(device), content };
    });
  }

  /** Last used first. */
  get shown(): Device[] {
    const all = this.app.devices.all.filter(({ environment }) => (this.environment ?? environment) === environment);
    return all.sort((a, b) => b.lastSignedOnAt.localeCompare(a.lastSignedOnAt));
  }

  /** The chosen one, else the first. */
  get device(): Device | undefined {
    const shown = this.shown;
    return shown.find(({ id }) => id === this.#chosen) ?? shown[0];
  }

  choose(id: string): void {
    this.#chosen = id;
    this.#picked = undefined;
  }

  nameOf(device: Device): string {
    return device.label ?? this.platformOf(device);
  }

  platformOf(device: Device): string {
    return this.app.choice.platformEntries.find(({ id }) => id === device.platform)?.label ?? device.platform;
  }

  environmentOf(device: Device): Environment | undefined {
    return this.app.environments.environment(device.environment);
  }

  runOf(id: string): DeviceRun | undefined {
    return this.#runs.get(id);
  }

  get run(): DeviceRun | undefined {
    return this.device && this.runOf(this.device.id);
  }

  get inside(): Inside | undefined {
    const { device, run } = this;
    const tokens = device && this.tokens.of(device.id);
    const picked = this.#picked;
    const token = (slot: DeviceToken): Inside | undefined => {
      const view = slot === "access-token" ? tokens?.access : tokens?.refresh;
      return tokens && view ? { kind: "token", slot, view, tokens } : undefined;
    };
    if (picked?.kind === "call") {
      const session = this.sessions.find(picked.session);
      const calls = session?.report.exchanges ?? [];
      const call = calls.find(({ exchange }) => exchange.id === picked.exchange) ?? calls[0];
      if (session && call) return { kind: "call", session, call };
    }
    const chosen = picked?.kind === "token" ? token(picked.slot) : undefined;
    if (chosen) return chosen;
    const report = (picked?.kind === "step" ? run?.report(picked.step) : undefined) ?? run?.latest;
    if (run && report) return { kind: "step", run, report };
    return token("access-token") ?? token("refresh-token");
  }

  look(at: Step | DeviceToken): void {
    const isToken = at === "access-token" || at === "refresh-token";
    this.#picked = isToken ? { kind: "token", slot: at } : { kind: "step", step: at };
  }

  /** Whose calls are in sight. */
  get openSession(): string | undefined {
    return this.#picked?.kind === "call" ? this.#picked.session : undefined;
  }

  /** Opens a session at its set-up; undefined leaves it. */
  lookAtSession(id: string | undefined): void {
    this.#picked = id === undefined ? undefined : { kind: "call", session: id, exchange: undefined };
  }

  lookAtCall(session: string, exchange: string): void {
    this.#picked = { kind: "call", session, exchange };
  }

  /** Tears down every playback session of the chosen device. */
  tearDownAll(): void {
    const mine = this.device ? this.sessions.of(this.device.id) : [];
    for (const { canBeTornDown, report } of mine) if (canBeTornDown) void this.sessions.tearDown(report.id);
  }

  /** Asks what tokens every device has now. */
  askAll(): void {
    for (const { id } of this.app.devices.all) void this.tokens.ask(id);
  }

  /** Leaves what is known of devices that are gone, and asks for those of which nothing is known yet. */
  askNew(): void {
    const known = this.app.devices.all.map(({ id }) => id);
    this.tokens.keep(known);
    for (const id of this.#runs.keys()) if (!known.includes(id)) this.#runs.delete(id);
  }

  /** Why a journey cannot begin. */
  blocked(goal: DeviceGoal): string | undefined {
    const why = text.blocked;
    const { device } = this;
    if (!device) return why.noDevice;
    if (!this.app.environments.entry(device.environment)) return why.environment;
    if (this.run?.isRunning) return why.running;
    if (goal === "playback" && this.content.trim() === "") return why.content;
    if (goal === "playback" && this.playing.problem !== undefined) return this.playing.problem;
    const tokens = this.tokens.of(device.id);
    if (!tokens || tokens.refreshToken === "held" || (goal !== "refresh" && tokens.access)) return undefined;
    if (tokens.refreshToken === "unreachable") return why.unreachable;
    return tokens.access ? why.noRefresh : why.signedOut;
  }

  start(goal: DeviceGoal): DeviceRun | undefined {
    const { device } = this;
    if (!device || this.blocked(goal) !== undefined) return undefined;
    const run = new DeviceRun(this.app.host, device.id, goal, ...this.#played(goal));
    this.#runs.set(device.id, run);
    this.#picked = undefined;
    void run.start();
    return run;
  }

  #played(goal: DeviceGoal): [string | null, PlayingInput | null] {
    return goal === "playback" ? [this.content.trim(), this.playing.input] : [null, null];
  }

  cancel(): void {
    void this.run?.cancel();
  }

  /** What is played: what was chosen last in the device's environment, else that environment's own. */
  get content(): string {
    const { device } = this;
    if (!device) return "";
    const chosen = this.app.preferences.choiceIn(device.environment).content;
    return chosen ?? this.environmentOf(device)?.defaultContent ?? "";
  }
  set content(content: string) {
    if (this.device) this.app.preferences.choose(this.device.environment, { content });
  }

  get automatic(): boolean {
    return (this.device && this.tokens.of(this.device.id)?.automatic) ?? false;
  }

  /** Why it cannot be switched on. */
  get automaticBlocked(): string | undefined {
    if (this.automatic) return undefined;
    const state = this.device && standing(this.tokens.of(this.device.id), this.app.clocks.now(this.device.environment));
    return state === "signedOut" || state === "noKeychain" || state === "unreachable" || state === "accessEnded" ? text.blocked.automatic : undefined;
  }

  switchAutomatic(automatic: boolean): void {
    if (this.device) void this.tokens.switchAutomatic(this.device.id, automatic);
  }

  copyToken(slot: TokenSlot): void {
    const { app, device } = this;
    if (!device) return;
    app.host.ask("copy_device_token", { id: device.id, slot }).then(() => app.toasts.say(text.tokens.copied), app.tell);
  }

  /** Goes to the sign-on with everything chosen, nth-time as this device. */
  signOn(): void {
    const { app, device } = this;
    if (!device) return;
    this.#chooseFor(device);
    app.go("sign-on", { clientId: device.clientId });
  }

  /** The same, with a new device. */
  signOnFirstTime(): void {
    const { app, device } = this;
    if (!device) return;
    this.#chooseFor(device);
    app.go("sign-on");
    app.actions.all.find(({ id }) => id === "sign-on.first-time")?.run();
  }

  #editEnvironment(id: string): void {
    const [section, argument] = this.app.environments.placeOf(id);
    this.app.go(section, argument);
  }

  mend(remedy: Remedy): void {
    const { app, device, run } = this;
    if (!device) return;
    switch (remedy.kind) {
      case "signOnAgain":
        return this.signOn();
      case "signOnFirstTime":
        return this.signOnFirstTime();
      case "editEnvironment":
        return this.#editEnvironment(device.environment);
      case "repeatFrom":
        // A journey with tokens is short: it is made again from its beginning.
        if (run) this.start(run.goal);
        break;
      // These belong to a sign-on by QR code.
      case "useEncoding":
      case "editCredential":
      case "dropEditedClaims":
        return app.go("credentials");
    }
  }

  save(run: DeviceRun): void {
    const { app } = this;
    if (run.id === undefined) return;
    app.host.ask("save_run", { run: run.id }).then((path) => {
      if (path !== null) app.toasts.say(text.run.saved(path));
    }, app.tell);
  }

  #chooseFor(device: Device): void {
    const { choice } = this.app;
    choice.environment = device.environment;
    choice.platform = device.platform;
    choice.account = device.account;
  }
}
