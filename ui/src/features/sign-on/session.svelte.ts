// The sign-on of this window: inputs, the run, what of it is looked at, and everything that can be done. It lives as long as
// the window, so that a run goes on while another section is shown.

import type { AppPort } from "../../app/port";
import type { CodeFile, Mode, PictureSource, Remedy, SecretEncoding, Step, TokenSlot } from "../../host/bindings";
import { Inputs } from "./inputs/inputs.svelte";
import { text } from "./messages";
import { mendFor } from "./remedy";
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
    return this.run.isRunning ? text.run.blocked.running : this.inputs.problem;
  }

  get isPaused(): boolean {
    return this.run.verdict === "paused";
  }

  /** Begins a run, or goes on with one that waits. */
  go(mode: Mode): void {
    if (this.run.isRunning) return;
    if (this.isPaused) {
      void this.run.goOn(mode);
      return;
    }
    this.begin(mode, this.inputs.headEnd === "real" ? "file" : null);
  }

  begin(mode: Mode, picture: PictureSource | null): void {
    const input = this.inputs.journey;
    if (!input || this.run.isRunning) return;
    this.selection.release();
    void this.run.start(input, picture, mode);
  }

  stop(): void {
    void this.run.cancel();
  }

  /** Why a step cannot be repeated. */
  get repeatBlocked(): string | undefined {
    return this.run.id === undefined && !this.run.isRunning ? text.run.blocked.noRun : this.blocked;
  }

  repeat(step: Step, mode: Mode = "runThrough", picture: PictureSource | null = null): void {
    const input = this.inputs.journey;
    if (!input || this.run.isRunning) return;
    const needsPicture = input.credential === null && (step === "discover" || step === "scan");
    this.selection.release();
    void this.run.repeat(step, input, picture ?? (needsPicture ? "file" : null), mode);
  }

  /** Scans a picture: in the run on screen when it has come so far, else as the code of a real head-end. */
  scan(picture: PictureSource): void {
    if (this.run.isRunning) return;
    const reached = this.run.id !== undefined && this.run.report("discover")?.state === "done";
    const sameHeadEnd = (this.run.input?.credential === null) === (this.inputs.headEnd === "real");
    const shown = this.inputs.headEnd === "real" || this.run.report("show-qr")?.state === "done";
    if (reached && sameHeadEnd && shown) {
      this.repeat("scan", "runThrough", picture);
      return;
    }
    this.inputs.headEnd = "real";
    this.begin("runThrough", picture);
  }

  async mend(remedy: Remedy): Promise<void> {
    const mend = mendFor(remedy);
    const { app, inputs } = this;
    if (mend.kind === "go") {
      app.go(mend.to, mend.to === "environments" ? app.choice.environment : inputs.credential?.id);
      return;
    }
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
