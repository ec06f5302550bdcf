// The sign-on of this window: inputs, the run, what of it is looked at, and everything that can be done. It lives as long as
// the window, so that a run goes on while another section is shown.

import type { AppPort } from "../../app/port";
import type { CodeFile, Mode, PictureSource, Remedy, SecretEncoding, Step, TokenSlot } from "../../host/bindings";
import { Inputs } from "./inputs/inputs.svelte";
import { text } from "./messages";
import { remedyLabel } from "../../views/explanation";
import { mendFor, repeatable } from "./remedy";
import { nameOn, needsPicture } from "./road";
import { Run } from "./run.svelte";
import { Selection } from "./selection.svelte";

export class Session {
  readonly app: AppPort;
  readonly inputs: Inputs;
  readonly run: Run;
  readonly selection: Selection;
  /** Whether the code fills the window. */
  enlarged = $state(false);

  constructor(app: AppPort) {
    this.app = app;
    this.inputs = new Inputs(app);
    this.run = new Run(app.host);
    this.selection = new Selection(this.run);
  }

  /** Why no run can begin. */
  get blocked(): string | undefined {
    return this.run.isRunning ? text.run.blocked.running : this.inputs.problem(this.heldPassword);
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

  /** Begins a run, or goes on with one that waits. */
  go(mode: Mode): void {
    if (this.run.isRunning) return;
    if (this.isPaused) {
      if (this.waits === undefined) void this.run.goOn(mode);
      return;
    }
    const { road, headEnd } = this.inputs;
    this.begin(mode, road === "qrSignOn" && headEnd === "real" ? "file" : null);
  }

  begin(mode: Mode, picture: PictureSource | null): void {
    const input = this.inputs.journey(this.heldPassword);
    const { run, inputs } = this;
    if (!input || run.isRunning) return;
    this.selection.release();
    const { way } = inputs.password;
    const [first] = run.plan?.steps ?? [];
    // A password that was not typed again is with the run that it was typed for.
    if (!inputs.password.hasPassword && this.heldPassword === "held" && first) void run.repeat(first, input, picture, mode, way);
    else void run.start(input, picture, mode, way);
    inputs.password.clear();
  }

  chooseAccount(place: number): void {
    this.selection.release();
    void this.run.choose(place);
  }

  stop(): void {
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
    return this.blocked;
  }

  repeat(from: Step, mode: Mode = "runThrough", picture: PictureSource | null = null): void {
    const input = this.inputs.journey(this.heldPassword);
    if (!input || this.repeatBlocked !== undefined) return;
    const step = repeatable(from);
    const picked = needsPicture(input.road) && (step === "discover" || step === "scan");
    this.selection.release();
    void this.run.repeat(step, input, picture ?? (picked ? "file" : null), mode, this.inputs.password.way);
    this.inputs.password.clear();
  }

  /** Scans a picture: in the run on screen when it has come so far, else as the code of a real head-end. */
  scan(picture: PictureSource): void {
    const { run, inputs } = this;
    if (run.isRunning) return;
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
    if (this.#wantsPassword(remedy)) return text.details.passwordAgain;
    const mend = this.run.plan && mendFor(remedy, this.run.plan);
    const shown = remedy.kind === "repeatFrom" && mend?.kind === "repeat" ? { ...remedy, step: mend.step } : remedy;
    return remedyLabel(shown, (step) => this.nameOf(step));
  }

  async mend(remedy: Remedy): Promise<void> {
    const { app, inputs, run } = this;
    if (!run.plan) return;
    const mend = mendFor(remedy, run.plan);
    if (mend.kind === "go") {
      app.go(mend.to, mend.to === "environments" ? app.choice.environment : inputs.credential?.id);
      return;
    }
    if (this.#wantsPassword(remedy)) {
      inputs.road = "passwordSignOn";
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
