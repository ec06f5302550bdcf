// One journey with the tokens of a device as the window sees it: the steps that ended, the one under way, how it stands.

import { asHostError, type Host, type HostError } from "../../host";
import type { ContentId, ContentRight, DeviceGoal, PlayingInput, RunEvent, Step, StepReport, TokenView, Verdict } from "../../host/bindings";
import { clockOf } from "../../views/token";

export class DeviceRun {
  readonly #host: Host;

  readonly device: string;
  readonly goal: DeviceGoal;
  readonly content: ContentId | null;
  readonly playing: PlayingInput | null;
  /** Kept when the run has come to rest and its name is known, or it could not begin. */
  readonly ended: Promise<void>;
  #rest: () => void = () => undefined;

  id = $state<string>();
  reports = $state.raw<readonly StepReport[]>([]);
  running = $state<Step>();
  verdict = $state<Verdict>("running");
  stopping = $state(false);
  /** Why it could not even begin, or be ended. */
  error = $state.raw<HostError>();

  constructor(host: Host, device: string, goal: DeviceGoal, content: ContentId | null, playing: PlayingInput | null = null) {
    this.#host = host;
    this.device = device;
    this.goal = goal;
    this.content = content;
    this.playing = playing;
    this.ended = new Promise((rest) => (this.#rest = rest));
  }

  get isRunning(): boolean {
    return this.verdict === "running";
  }

  report(step: Step | undefined): StepReport | undefined {
    return this.reports.find((report) => report.step === step);
  }

  /** The step to look at first: the last one, unless an earlier one ended the run. */
  get latest(): StepReport | undefined {
    return this.reports.at(-1);
  }

  /** Whether the access token was refused and the call made again with a renewed one. */
  get renewed(): boolean {
    return this.reports.some(({ step }) => step.endsWith("-again"));
  }

  /** What the content token allows; empty until there is one. */
  get rights(): readonly ContentRight[] {
    return this.#contentToken?.rights ?? [];
  }

  /** Whether the content token has ended by the clock that it goes by; one that does not say has not. */
  contentTokenHasEnded(now: number): boolean {
    const token = this.#contentToken;
    return token?.expiresAt != null && Date.parse(token.expiresAt) <= clockOf(token, now);
  }

  get #contentToken(): TokenView | undefined {
    const tokens = this.reports.flatMap((report) => report.tokens);
    return tokens.findLast(({ slot }) => slot === "content-token")?.view;
  }

  async start(): Promise<void> {
    const { device: id, goal, content, playing } = this;
    try {
      const asked = { id, goal, content, playing, mode: "runThrough" } as const;
      const { run } = await this.#host.stream("start_device_journey", asked, (event) => this.#hear(event));
      this.id = run;
      this.#settle();
      // Somebody pressed Cancel before the run had its name.
      if (this.stopping) await this.#cancel(run);
    } catch (error) {
      this.error = asHostError(error);
      this.verdict = "stopped";
      this.#rest();
    }
  }

  async cancel(): Promise<void> {
    if (!this.isRunning) return;
    this.stopping = true;
    if (this.id !== undefined) await this.#cancel(this.id);
  }

  async #cancel(run: string): Promise<void> {
    await this.#host.ask("cancel_journey", { run }).catch((error: unknown) => {
      this.error = asHostError(error);
      this.stopping = false;
    });
  }

  /** The events of a short run may be here before the answer with its name. */
  #settle(): void {
    if (!this.isRunning && this.id !== undefined) this.#rest();
  }

  #hear(event: RunEvent): void {
    switch (event.kind) {
      case "stepStarted":
        this.running = event.step;
        break;
      case "stepEnded":
        this.running = undefined;
        this.reports = [...this.reports.filter((one) => one.step !== event.report.step), event.report];
        break;
      case "rested":
        this.running = undefined;
        this.stopping = false;
        this.verdict = event.verdict;
        this.#settle();
    }
  }
}
