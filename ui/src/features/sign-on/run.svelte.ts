// One run as the window sees it: the steps that ended, the one under way, how it stands. A repeated run keeps the steps before
// the one that it begins with.

import { asHostError, type Host, type HostError } from "../../host";
import type {
  DeviceReport,
  JourneyInput,
  Mode,
  PictureSource,
  QrPicture,
  RunEvent,
  Started,
  Step,
  StepReport,
  TokenReport,
  Verdict,
} from "../../host/bindings";
import { stepOrder } from "./messages";

export class Run {
  readonly #host: Host;
  /** Events of a run that was left behind are not heard any more. */
  #generation = 0;

  id = $state<string>();
  /** What was asked for. */
  input = $state.raw<JourneyInput>();
  reports = $state.raw<readonly StepReport[]>([]);
  running = $state<Step>();
  verdict = $state<Verdict>();
  next = $state.raw<Step | null>(null);
  device = $state.raw<DeviceReport | null>(null);
  code = $state.raw<QrPicture>();
  /** When the code was drawn, milliseconds since the epoch. */
  codeSince = $state(0);
  stopping = $state(false);
  /** Why it could not even begin. */
  error = $state.raw<HostError>();

  constructor(host: Host) {
    this.#host = host;
  }

  get isRunning(): boolean {
    return this.verdict === "running";
  }

  report(step: Step | undefined): StepReport | undefined {
    return this.reports.find((report) => report.step === step);
  }

  get tokens(): TokenReport[] {
    return this.reports.flatMap((report) => report.tokens);
  }

  /** What a foreign picture holds, as long as nobody has said whether to send it. */
  get toConfirm(): StepReport | undefined {
    const last = this.reports.at(-1);
    return this.verdict === "paused" && last?.confirm ? last : undefined;
  }

  start(input: JourneyInput, picture: PictureSource | null, mode: Mode): Promise<void> {
    return this.#play([], input, (onevent) => this.#host.stream("start_journey", { input, picture, mode }, onevent));
  }

  repeat(step: Step, input: JourneyInput, picture: PictureSource | null, mode: Mode): Promise<void> {
    const run = this.id;
    if (run === undefined) return Promise.resolve();
    const kept = this.reports.filter((report) => stepOrder.indexOf(report.step) < stepOrder.indexOf(step));
    return this.#play(kept, input, (onevent) =>
      this.#host.stream("repeat_journey", { run, step, input, picture, mode }, onevent),
    );
  }

  async goOn(mode: Mode): Promise<void> {
    const run = this.id;
    if (run === undefined) return;
    this.verdict = "running";
    this.stopping = false;
    const hear = this.#hearer();
    try {
      await this.#host.stream("continue_journey", { run, mode }, hear);
    } catch (error) {
      this.#fail(error, "paused");
    }
  }

  /** Ends it. A run that waits is left as it is, and goes on no more. */
  async cancel(): Promise<void> {
    if (this.id === undefined) return;
    this.stopping = this.isRunning;
    if (!this.isRunning) this.verdict = "cancelled";
    await this.#host.ask("cancel_journey", { run: this.id }).catch((error: unknown) => this.#fail(error, "stopped"));
  }

  async #play(
    kept: readonly StepReport[],
    input: JourneyInput,
    begin: (onevent: (event: RunEvent) => void) => Promise<Started>,
  ): Promise<void> {
    const before = { reports: this.reports, verdict: this.verdict, id: this.id, device: this.device, input: this.input };
    this.reports = kept;
    this.input = input;
    this.verdict = "running";
    this.stopping = false;
    this.error = undefined;
    this.running = undefined;
    this.next = null;
    this.device = null;
    this.id = undefined;
    const keepsCode = kept.some((report) => report.step === "show-qr");
    if (!keepsCode) this.code = undefined;
    const hear = this.#hearer();
    try {
      const { run } = await begin(hear);
      this.id = run;
      if (!keepsCode || !this.code) await this.#fetchCode();
    } catch (error) {
      // It did not begin: what was on screen stays.
      Object.assign(this, before);
      this.running = undefined;
      this.error = asHostError(error);
    }
  }

  #hearer(): (event: RunEvent) => void {
    const mine = ++this.#generation;
    return (event) => {
      if (mine === this.#generation) this.#hear(event);
    };
  }

  #hear(event: RunEvent): void {
    switch (event.kind) {
      case "stepStarted":
        this.running = event.step;
        break;
      case "stepEnded": {
        const { report } = event;
        this.running = undefined;
        this.reports = [...this.reports.filter((one) => one.step !== report.step), report];
        if (report.step === "show-qr") void this.#fetchCode();
        break;
      }
      case "rested":
        this.running = undefined;
        this.stopping = false;
        this.verdict = event.verdict;
        this.next = event.next;
        this.device = event.device;
    }
  }

  /** The code once it is drawn and the run has its name, whichever comes last. */
  async #fetchCode(): Promise<void> {
    const run = this.id;
    if (run === undefined || this.report("show-qr")?.state !== "done") return;
    const code = await this.#host.ask("qr_code", { run }).catch(() => null);
    if (run !== this.id || !code) return;
    this.code = code;
    this.codeSince = Date.parse(this.report("show-qr")?.startedAt ?? "") || Date.now();
  }

  #fail(error: unknown, verdict: Verdict): void {
    this.error = asHostError(error);
    this.verdict = verdict;
    this.running = undefined;
    this.stopping = false;
  }
}
