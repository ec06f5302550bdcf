// Setting a playback session up for the chosen device: with the content token that it has, else with one that is got first.
// One press is one set-up; an answer that is a refusal is shown and nothing is tried again.

import { SvelteMap } from "svelte/reactivity";
import { asHostError, type HostError } from "../../../host";
import type { SessionControl } from "../../../host/bindings";
import type { Desk } from "../desk.svelte";
import type { DeviceRun } from "../run.svelte";
import { text } from "./messages";

export class SetUp {
  readonly #desk: Desk;
  /** The last journey of each device that got a content token. */
  readonly #played = new SvelteMap<string, DeviceRun>();
  readonly #errors = new SvelteMap<string, HostError>();
  /** Devices for which one is under way. */
  readonly #busy = new SvelteMap<string, true>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get isBusy(): boolean {
    const { device } = this.#desk;
    return device !== undefined && this.#busy.has(device.id);
  }

  /** Why there is none, where it is no refusal of SSM. */
  get error(): HostError | undefined {
    const { device } = this.#desk;
    return device && this.#errors.get(device.id);
  }

  /** Why none can be set up. */
  get blocked(): string | undefined {
    const { device, beating } = this.#desk;
    const environment = device && this.#desk.environmentOf(device);
    if (environment && environment.urls.ssm === undefined) return text.blocked.noSsm;
    if (this.isBusy) return text.blocked.busy;
    if (beating.problem !== undefined) return beating.problem;
    return this.#desk.blocked("playback");
  }

  /** What the content token allows at once, as far as it is known. */
  get limit(): SessionControl | undefined {
    const { device, sessions } = this.#desk;
    if (!device) return undefined;
    const told = sessions.of(device.id).findLast(({ report }) => report.limit)?.report.limit;
    const rights = this.#played.get(device.id)?.rights ?? [];
    return told ?? rights.find((right) => right.sessionControl)?.sessionControl ?? undefined;
  }

  async go(): Promise<void> {
    const { device, sessions } = this.#desk;
    if (!device || this.blocked !== undefined) return;
    const { id } = device;
    // As it was when the button was pressed: a content token may have to come first.
    const beating = this.#desk.beating.input;
    this.#busy.set(id, true);
    this.#errors.delete(id);
    try {
      const run = this.#held(id) ?? (await this.#play(id));
      if (run?.id === undefined) return;
      const session = await sessions.setUp(run.id, beating);
      if (this.#desk.device?.id === id) this.#desk.lookAtSession(session);
    } catch (error) {
      // With the next press there is a new token.
      this.#played.delete(id);
      this.#errors.set(id, asHostError(error));
    } finally {
      this.#busy.delete(id);
    }
  }

  /** The journey whose content token is still good for what would be asked for now. */
  #held(device: string): DeviceRun | undefined {
    const run = this.#played.get(device);
    const same = run?.content === this.#desk.content.trim() && JSON.stringify(run.playing) === JSON.stringify(this.#desk.playing.input);
    const now = this.#desk.app.clocks.now(this.#desk.device?.environment);
    return same && !run?.contentTokenHasEnded(now) ? run : undefined;
  }

  /** Gets a content token. What it came to is shown where the journeys of a device are. */
  async #play(device: string): Promise<DeviceRun | undefined> {
    const run = this.#desk.start("playback");
    await run?.ended;
    if (run?.verdict !== "done") return undefined;
    this.#played.set(device, run);
    return run;
  }
}
