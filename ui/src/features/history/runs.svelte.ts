// The list of past runs, page by page, and the one that is chosen.

import { asHostError, type Host, type HostError } from "../../host";
import type { EnvironmentId, RunCursor, RunSummary, StoredRun } from "../../host/bindings";

export class Runs {
  readonly #host: Host;
  #asked = 0;
  #next = $state.raw<RunCursor | null>(null);

  list = $state.raw<readonly RunSummary[]>([]);
  environment = $state.raw<EnvironmentId | null>(null);
  chosen = $state<string>();
  stored = $state.raw<StoredRun>();
  loading = $state(true);
  error = $state.raw<HostError>();
  runError = $state.raw<HostError>();

  constructor(host: Host) {
    this.#host = host;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** The first page, of one environment or of all. */
  async read(environment: EnvironmentId | null = this.environment): Promise<void> {
    this.environment = environment;
    await this.#page(null);
    const kept = this.list.find(({ id }) => id === this.chosen) ?? this.list[0];
    await this.choose(kept?.id);
  }

  more(): Promise<void> {
    return this.#page(this.#next);
  }

  async choose(id: string | undefined): Promise<void> {
    this.chosen = id;
    this.runError = undefined;
    if (id === undefined || this.stored?.summary.id !== id) this.stored = undefined;
    if (id === undefined || this.stored) return;
    try {
      const stored = await this.#host.ask("stored_run", { id });
      if (this.chosen === id) this.stored = stored;
    } catch (thrown) {
      if (this.chosen === id) this.runError = asHostError(thrown);
    }
  }

  /** Deletes one; the one after it is chosen. */
  async remove(id: string): Promise<boolean> {
    try {
      await this.#host.ask("delete_run", { id });
    } catch (thrown) {
      this.runError = asHostError(thrown);
      return false;
    }
    const at = this.list.findIndex((run) => run.id === id);
    this.list = this.list.filter((run) => run.id !== id);
    await this.choose((this.list[at] ?? this.list.at(-1))?.id);
    return true;
  }

  /** Deletes every run of every environment. Rejects with a `HostError`. */
  async removeAll(): Promise<void> {
    await this.#host.ask("delete_all_runs", {});
    await this.read();
  }

  async #page(after: RunCursor | null): Promise<void> {
    const asked = ++this.#asked;
    this.loading = true;
    this.error = undefined;
    try {
      const { runs, next } = await this.#host.ask("list_runs", { environment: this.environment, after });
      if (asked !== this.#asked) return;
      this.list = after ? [...this.list, ...runs] : runs;
      this.#next = next;
    } catch (thrown) {
      if (asked === this.#asked) this.error = asHostError(thrown);
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }
}
