// One run as the window sees it: the steps that ended, the one under way, how it stands. A repeated run keeps the steps before
// the one that it begins with.

import { asHostError, type Host, type HostError } from "../../host";
import type {
  Candidate,
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
import { planOf, type RoadPlan, type RoadWays, usualWays } from "./road";
import { tokenOf } from "./spent";

export class Run {
  readonly #host: Host;
  /** Events of a run that was left behind are not heard any more. */
  #generation = 0;

  id = $state<string>();
  /** What was asked for, without what was typed in secret. */
  input = $state.raw<JourneyInput>();
  plan = $state.raw<RoadPlan>();
  mode = $state<Mode>("runThrough");
  reports = $state.raw<readonly StepReport[]>([]);
  running = $state<Step>();
  verdict = $state<Verdict>();
  next = $state.raw<Step | null>(null);
  device = $state.raw<DeviceReport | null>(null);
  code = $state.raw<QrPicture>();
  /** When the code was drawn, milliseconds since the epoch. */
  codeSince = $state(0);
  stopping = $state(false);
  /** Session tokens that signed on in this window, by their cut form: each of them signs on once. */
  used = $state.raw<ReadonlySet<string>>(new Set());
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

  /** Accounts or codes of which a person has to choose one before it goes on. */
  get toChoose(): readonly Candidate[] {
    if (this.verdict !== "paused") return [];
    if (this.next === "choose-code") return this.report("scan")?.choices ?? [];
    return this.next === "choose-account" ? (this.report("sign-on")?.choices ?? []) : [];
  }

  /** What ended at another environment is not shown under the name of this one; History has it. */
  leave(environment: string): void {
    const ended = this.verdict !== undefined && this.verdict !== "running" && this.verdict !== "paused";
    if (!ended || this.input === undefined || this.input.environment === environment) return;
    this.#generation += 1;
    this.reports = [];
    this.id = this.input = this.plan = this.verdict = this.code = this.error = undefined;
    this.next = this.device = null;
  }

  start(input: JourneyInput, picture: PictureSource | null, mode: Mode, ways: RoadWays = usualWays): Promise<void> {
    this.mode = mode;
    return this.#play([], input, ways, (onevent) => this.#host.stream("start_journey", { input, picture, mode }, onevent));
  }

  repeat(
    step: Step,
    input: JourneyInput,
    picture: PictureSource | null,
    mode: Mode,
    ways: RoadWays = usualWays,
  ): Promise<void> {
    const run = this.id;
    if (run === undefined) return Promise.resolve();
    this.mode = mode;
    const kept = this.#before(step);
    return this.#play(kept, input, ways, (onevent) =>
      this.#host.stream("repeat_journey", { run, step, input, picture, mode }, onevent),
    );
  }

  /** What was done before a step; a renewal stands where it happened. */
  #before(step: Step): readonly StepReport[] {
    const at = this.reports.findIndex((report) => report.step === step);
    if (at >= 0) return this.reports.slice(0, at);
    const steps = this.plan?.steps ?? [];
    return this.reports.filter((report) => steps.indexOf(report.step) < steps.indexOf(step));
  }

  /** Takes one of the accounts or codes, and goes on as it went before. */
  async choose(place: number): Promise<void> {
    const run = this.id;
    if (run === undefined || this.toChoose.length === 0) return;
    try {
      await this.#host.ask("choose_account", { run, place });
    } catch (error) {
      this.#fail(error, "paused");
      return;
    }
    await this.goOn(this.mode);
  }

  async goOn(mode: Mode): Promise<void> {
    const run = this.id;
    if (run === undefined) return;
    this.mode = mode;
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
    ways: RoadWays,
    begin: (onevent: (event: RunEvent) => void) => Promise<Started>,
  ): Promise<void> {
    const { reports, verdict, id, device, plan } = this;
    const before = { reports, verdict, id, device, plan, input: this.input };
    this.reports = kept;
    this.input = withoutSecrets(input);
    this.plan = planOf(input, ways);
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
        if (report.step === "sign-on" && report.state === "done") this.#use(tokenOf(this.report("scan")));
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

  #use(token: string | undefined): void {
    if (token !== undefined) this.used = new Set([...this.used, token]);
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

/** What was typed for a password sign-on is not kept, whether it is a secret or not. */
function withoutSecrets(input: JourneyInput): JourneyInput {
  const { road } = input;
  return road.kind === "passwordSignOn" ? { ...input, road: { ...road, password: null, parameters: [] } } : input;
}
