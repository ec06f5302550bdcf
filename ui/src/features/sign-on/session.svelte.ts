// The sign-on of this window: inputs, the run, what of it is looked at, and everything that can be done. It lives as long as
// the window, so that a run goes on while another section is shown.

import type { AppPort } from "../../app/port";
import type { CodeFile, JourneyInput, Mode, PictureSource, Remedy, SecretEncoding, Step, TokenSlot } from "../../host/bindings";
import { Inputs } from "./inputs/inputs.svelte";
import { text } from "./messages";
import { remedyLabel } from "../../views/explanation";
import { text as phoneText } from "./phone/messages";
import { Phone } from "./phone/phone.svelte";
import { mendFor, repeatable } from "./remedy";
import { nameOn, needsPicture } from "./road";
import { Run } from "./run.svelte";
import { Selection } from "./selection.svelte";
import { tokenToSend } from "./spent";

export class Session {
  readonly app: AppPort;
  readonly inputs: Inputs;
  readonly run: Run;
  readonly selection: Selection;
  readonly phone: Phone;
  /** Waits for a word, because the session token it would send has signed on before. */
  spent = $state.raw<{ send: () => void }>();
  /** Whether the password of the run on screen was one that is kept. */
  #sentKept = $state(false);
  /** Where the picture comes from when it is scanned again. */
  #again: PictureSource = "file";
  /** Whether the code fills the window. */
  enlarged = $state(false);

  constructor(app: AppPort) {
    this.app = app;
    this.inputs = new Inputs(app);
    this.run = new Run(app.host);
    this.selection = new Selection(this.run);
    this.phone = new Phone(app.host);
  }

  /** Why no run can begin. */
  get blocked(): string | undefined {
    if (this.run.isRunning) return text.run.blocked.running;
    if (this.inputs.signOn === "phone") return this.phone.journey ? undefined : phoneText.blocked.waiting;
    return this.inputs.problem(this.heldPassword);
  }

  /** Why no page for a phone can be served. */
  get serveBlocked(): string | undefined {
    return this.inputs.problem() ?? (this.phone.address === "" ? phoneText.blocked.address : undefined);
  }

  servePhonePage(): void {
    const input = this.inputs.journey();
    if (input && this.serveBlocked === undefined) void this.phone.open(input);
  }

  /** Signs on as the phone that confirmed, to what it confirmed, whatever was chosen meanwhile. */
  beginAsPhone(): void {
    const { app, phone } = this;
    const { journey } = phone;
    if (!journey) return;
    phone.begun = "tried";
    app.choice.environment = journey.environment;
    this.usePhone();
    app.go("sign-on");
    this.begin("runThrough", null);
  }

  usePhone(): void {
    this.inputs.road = "qrSignOn";
    this.inputs.headEnd = "played";
    this.inputs.signOn = "phone";
  }

  /** The run on screen, if a phone confirmed it and none is awaited: its steps after the sign-on may be repeated. */
  get #asItsPhone(): JourneyInput | undefined {
    const { input } = this.run;
    if (this.inputs.signOn !== "phone" || input?.signOn.kind !== "phone") return undefined;
    return { ...input, content: this.app.choice.content.trim() || null };
  }

  /** Why a run that waits cannot go on. */
  get waits(): string | undefined {
    return this.run.toChoose.length > 0 ? text.run.blocked.choose : undefined;
  }

  /** Whether the program still holds the password: that of the run on screen, for the same user in the same environment. */
  get heldPassword(): "held" | "typed" {
    const { id, input } = this.run;
    const { password, road } = this.inputs;
    const same = input?.environment === this.app.choice.environment && road === "passwordSignOn";
    const sameUser = input?.road.kind === "passwordSignOn" && input.road.userName === password.userName;
    return id !== undefined && same && sameUser ? "held" : "typed";
  }

  get isPaused(): boolean {
    return this.run.verdict === "paused";
  }

  /** Whether the run on screen is over, so that the next one starts anew. */
  get hasEnded(): boolean {
    return this.run.verdict !== undefined && !this.run.isRunning && !this.isPaused;
  }

  /** Begins a run, or goes on with one that waits. */
  go(mode: Mode): void {
    if (this.run.isRunning) return;
    if (this.isPaused) {
      const { next } = this.run;
      if (this.waits !== undefined) return;
      if (next) this.#unlessSpent(next, mode, () => void this.run.goOn(mode));
      else void this.run.goOn(mode);
      return;
    }
    const { road, headEnd } = this.inputs;
    this.begin(mode, road === "qrSignOn" && headEnd === "real" ? "file" : null);
  }

  begin(mode: Mode, picture: PictureSource | null): void {
    const { run, inputs, phone } = this;
    const asPhone = inputs.signOn === "phone";
    const input = asPhone ? phone.journey : inputs.journey(this.heldPassword);
    if (!input || run.isRunning) return;
    this.#release();
    const { ways } = inputs.password;
    const [first] = run.plan?.steps ?? [];
    // A password that was not typed again is with the run that it was typed for.
    const typed = inputs.password.hasPassword;
    if (!typed && this.heldPassword === "held" && first) void run.repeat(first, input, picture, mode, ways);
    else {
      this.#sentKept = !typed;
      void run.start(input, picture, mode, ways).then(() => asPhone && run.error === undefined && (phone.begun = "yes"));
    }
    inputs.password.clear();
  }

  chooseAccount(place: number): void {
    this.#release();
    void this.run.choose(place);
  }

  stop(): void {
    this.spent = undefined;
    void this.run.cancel();
  }

  /** What a step of the run on screen is called. */
  nameOf(step: Step): string {
    return nameOn(this.run.plan, step);
  }

  repeatableStep(step: Step): Step {
    return repeatable(step);
  }

  /** Why a step cannot be repeated. */
  get repeatBlocked(): string | undefined {
    const { run, inputs } = this;
    if (run.id === undefined && !run.isRunning) return text.run.blocked.noRun;
    if (!run.isRunning && run.input && run.input.road.kind !== inputs.road) return text.run.blocked.otherRoad;
    return this.#asItsPhone && !run.isRunning ? undefined : this.blocked;
  }

  repeat(from: Step, mode: Mode = "runThrough", picture: PictureSource | null = null): void {
    const input = this.#asItsPhone ?? this.inputs.journey(this.heldPassword);
    if (!input || this.repeatBlocked !== undefined) return;
    const step = repeatable(from);
    const picked = needsPicture(input.road) && (step === "discover" || step === "scan");
    const source = picture ?? (picked ? this.#again : null);
    const repeat = () => {
      this.#release();
      if (this.inputs.password.hasPassword) this.#sentKept = false;
      void this.run.repeat(step, input, source, mode, this.inputs.password.ways);
      this.inputs.password.clear();
    };
    if (source === null) this.#unlessSpent(step, mode, repeat);
    else repeat();
  }

  /** Sends nothing that was used before without a word from a person. */
  #unlessSpent(next: Step, mode: Mode, send: () => void): void {
    const token = tokenToSend(this.run.reports, next, mode);
    const spent = token !== undefined && this.run.used.has(token);
    this.spent = spent ? { send: () => ((this.spent = undefined), send()) } : undefined;
    if (!spent) send();
    else this.selection.pick(this.run.report("sign-on") ? "sign-on" : "scan");
  }

  /** Where another session token comes from: the platform, or another picture. */
  get fresh(): Step {
    return this.run.plan?.steps.includes("get-session-token") ? "get-session-token" : "scan";
  }

  #release(): void {
    this.spent = undefined;
    this.selection.release();
  }

  /** Why the screen cannot be scanned. */
  get screenBlocked(): string | undefined {
    return this.app.scansScreen ? undefined : text.run.blocked.noScreen;
  }

  /** Scans a picture: in the run on screen when it has come so far, else as the code of a real head-end. */
  scan(picture: PictureSource): void {
    const { run, inputs } = this;
    if (run.isRunning) return;
    this.#again = picture === "screen" || picture === "region" ? picture : "file";
    inputs.road = "qrSignOn";
    const asked = run.input?.road;
    const reached = run.id !== undefined && asked?.kind === "qrSignOn" && run.report("discover")?.state === "done";
    const sameHeadEnd = needsPicture(asked) === (inputs.headEnd === "real");
    const shown = inputs.headEnd === "real" || run.report("show-qr")?.state === "done";
    if (reached && sameHeadEnd && shown) {
      this.repeat("scan", "runThrough", picture);
      return;
    }
    inputs.headEnd = "real";
    this.begin("runThrough", picture);
  }

  /** Whether sending the same again would be refused again: another password has to be typed first. */
  #wantsPassword(remedy: Remedy): boolean {
    const { run, inputs } = this;
    const refused = run.report("sign-on")?.refusal?.status === 401 && run.input?.road.kind === "passwordSignOn";
    return refused && remedy.kind === "repeatFrom" && remedy.step === "sign-on" && !inputs.password.hasPassword;
  }

  labelOf(remedy: Remedy): string {
    if (this.#wantsPassword(remedy)) return this.#sentKept ? text.details.passwordInPlace : text.details.passwordAgain;
    if (remedy.kind === "editEnvironment" && this.app.choice.entry?.simulated) return text.details.simulatorChoices;
    const mend = this.run.plan && mendFor(remedy, this.run.plan);
    const shown = remedy.kind === "repeatFrom" && mend?.kind === "repeat" ? { ...remedy, step: mend.step } : remedy;
    return remedyLabel(shown, (step) => this.nameOf(step));
  }

  async mend(remedy: Remedy): Promise<void> {
    const { app, inputs, run } = this;
    if (!run.plan) return;
    const mend = mendFor(remedy, run.plan);
    if (mend.kind === "go") {
      const [section, argument] =
        mend.to === "environments" ? app.environments.placeOf(app.choice.environment) : [mend.to, inputs.credential?.id];
      app.go(section, argument);
      return;
    }
    if (this.#wantsPassword(remedy)) {
      inputs.road = "passwordSignOn";
      if (this.#sentKept) inputs.password.keep = true;
      inputs.password.asked += 1;
      return;
    }
    if (mend.kind === "start") {
      inputs.signOn = "usual";
      this.begin("runThrough", null);
      return;
    }
    // The button speaks of the run on screen.
    if (run.input) inputs.road = run.input.road.kind;
    try {
      if (mend.change?.kind === "encoding") await this.#useEncoding(mend.change.encoding);
      if (mend.change?.kind === "firstTime") inputs.signOn = "firstTime";
      if (mend.change?.kind === "dropClaims") inputs.claims = {};
      this.repeat(mend.step);
    } catch (error) {
      app.tell(error);
    }
  }

  async #useEncoding(encoding: SecretEncoding): Promise<void> {
    const { app, inputs } = this;
    const credential = inputs.credential;
    if (!credential) return;
    const { environment, label, kid } = credential;
    await app.host.ask("change_credential", {
      id: credential.id,
      input: { environment, label, kid, encoding, secret: null },
    });
    await app.credentials.refresh();
  }

  async allowHosts(): Promise<void> {
    const id = this.inputs.credential?.id;
    if (id === undefined) return;
    await this.app.host.ask("allow_hosts", { id }).then(() => this.app.credentials.refresh()).catch(this.app.tell);
  }

  async verifyAgain(): Promise<void> {
    const { app } = this;
    const id = app.choice.environment;
    await app.host
      .ask("accept_invalid_certificate", { id, accept: false })
      .then(() => app.environments.refresh())
      .catch(app.tell);
  }

  copyToken(slot: TokenSlot): void {
    const { app, run } = this;
    if (run.id === undefined) return;
    app.host.ask("copy_token", { run: run.id, slot }).then(() => app.toasts.say(text.details.tokenCopied), app.tell);
  }

  async revealToken(slot: TokenSlot): Promise<string> {
    if (this.run.id === undefined) return "";
    return this.app.host.ask("reveal_token", { run: this.run.id, slot });
  }

  copyCode(): void {
    const { app, run } = this;
    if (run.id === undefined) return;
    app.host.ask("copy_qr_code", { run: run.id }).then(() => app.toasts.say(text.screen.copied), app.tell);
  }

  /** Why the run cannot be saved. */
  get saveBlocked(): string | undefined {
    const why = text.run.blocked;
    if (this.run.isRunning) return why.running;
    return this.run.reports.length === 0 ? why.noRun : undefined;
  }

  saveRun(): void {
    const { app, run } = this;
    if (run.id === undefined) return;
    app.host.ask("save_run", { run: run.id }).then((path) => {
      if (path !== null) app.toasts.say(text.saved(path));
    }, app.tell);
  }

  saveCode(file: CodeFile): void {
    const { app, run } = this;
    if (run.id === undefined) return;
    app.host.ask("save_qr_code", { run: run.id, file }).then((path) => {
      if (path !== null) app.toasts.say(text.saved(path));
    }, app.tell);
  }
}
