// Which step of the run is looked at, and which part of it. It follows the run until a person picks something.

import type { Step, StepReport } from "../../host/bindings";
import type { Run } from "./run.svelte";
import { firstTab, tabsOf, type TabId } from "./details/tabs";

export class Selection {
  readonly #run: Run;
  #picked = $state<Step>();
  #tab = $state<TabId>();

  constructor(run: Run) {
    this.#run = run;
  }

  get step(): Step | undefined {
    const run = this.#run;
    if (this.#picked && (run.report(this.#picked) || run.running === this.#picked)) return this.#picked;
    const signedOn = run.verdict === "done" && (run.report("choose-account") ?? run.report("sign-on"));
    return signedOn ? signedOn.step : (run.reports.at(-1)?.step ?? run.running);
  }

  get report(): StepReport | undefined {
    return this.#run.report(this.step);
  }

  /** The tab that a person chose, where this step has it; else the one that says most. */
  get tab(): TabId | undefined {
    const { report } = this;
    if (!report) return undefined;
    return tabsOf(report).some(({ id }) => id === this.#tab) ? this.#tab : firstTab(report);
  }
  set tab(tab: TabId | undefined) {
    this.#tab = tab;
  }

  pick(step: Step): void {
    this.#picked = step;
  }

  /** Follows the run again. */
  release(): void {
    this.#picked = undefined;
    this.#tab = undefined;
  }
}
