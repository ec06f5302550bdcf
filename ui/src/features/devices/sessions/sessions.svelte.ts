// The playback sessions of this start as the program tells them: how each stands, and its calls. The beating is the program's.

import { SvelteMap, SvelteSet } from "svelte/reactivity";
import { asHostError, type Host, type HostError } from "../../../host";
import type { BeatingInput, SessionEvent, SessionExchange, SessionView } from "../../../host/bindings";

/** Calls of a session that are kept besides its set-up, and sessions at rest that are still shown: as the program does. */
const calls = 50;
const atRest = 20;

export class Sessions {
  readonly #host: Host;
  readonly #onsaid: (said: string) => void;
  readonly #ending = new SvelteSet<string>();
  readonly #errors = new SvelteMap<string, HostError>();
  #all = $state.raw<readonly SessionView[]>([]);
  /** What nobody asked for, until a person has read it: sessions of an earlier start, a sign-on that ended. */
  said = $state.raw<readonly string[]>([]);

  constructor(host: Host, onsaid: (said: string) => void) {
    this.#host = host;
    this.#onsaid = onsaid;
  }

  /** From now on it is told. Rejects with a `HostError`. */
  async watch(): Promise<void> {
    for (const view of await this.#host.stream("watch_sessions", {}, (event) => this.#hear(event))) {
      // What was told meanwhile is newer.
      if (!this.find(view.report.id)) this.#take(view);
    }
  }

  /** A person has read it. */
  forget(said: string): void {
    this.said = this.said.filter((one) => one !== said);
  }

  get all(): readonly SessionView[] {
    return this.#all;
  }

  /** The oldest first. */
  of(device: string): readonly SessionView[] {
    return this.#all.filter((view) => view.device === device);
  }

  find(id: string): SessionView | undefined {
    return this.#all.find(({ report }) => report.id === id);
  }

  /** Whether its tear-down is under way. */
  isEnding(id: string): boolean {
    return this.#ending.has(id);
  }

  /** Why a tear-down could not even be asked for. */
  errorOf(id: string): HostError | undefined {
    return this.#errors.get(id);
  }

  /** With the content token of a run; the id of the session. Rejects with a `HostError`. */
  setUp(run: string, beating: BeatingInput): Promise<string> {
    return this.#host.ask("set_up_session", { run, beating });
  }

  async tearDown(id: string): Promise<void> {
    if (this.isEnding(id)) return;
    this.#ending.add(id);
    this.#errors.delete(id);
    try {
      await this.#host.ask("tear_down_session", { id });
    } catch (error) {
      this.#errors.set(id, asHostError(error));
    } finally {
      this.#ending.delete(id);
    }
  }

  #hear(event: SessionEvent): void {
    if (event.kind === "session") this.#take(event.session);
    else {
      if (!this.said.includes(event.said)) this.said = [...this.said, event.said];
      this.#onsaid(event.said);
    }
  }

  #take(view: SessionView): void {
    const before = this.find(view.report.id);
    const exchanges = joined(before?.report.exchanges ?? [], view.report.exchanges);
    const now: SessionView = { ...view, report: { ...view.report, exchanges } };
    const all = before ? this.#all.map((one) => (one === before ? now : one)) : [...this.#all, now];
    const old = all.filter((one) => !isLive(one)).slice(0, -atRest);
    this.#all = all.filter((one) => !old.includes(one));
  }
}

/** Whether SSM may count it, now or in a moment. */
export function isLive({ canBeTornDown, report }: SessionView): boolean {
  return canBeTornDown || report.state === "setting-up";
}

function joined(before: readonly SessionExchange[], now: readonly SessionExchange[]): SessionExchange[] {
  const known = new Set(before.map(({ exchange }) => exchange.id));
  const [first, ...rest] = [...before, ...now.filter(({ exchange }) => !known.has(exchange.id))];
  return first ? [first, ...rest.slice(-calls)] : [];
}
