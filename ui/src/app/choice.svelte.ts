// What everything in the window is about at the moment: which environment, which platform, which account, which content.
// What a person chose is in the preferences; what was never chosen comes from the environment's own defaults.

import type { Option } from "../components/select";
import type { EnvironmentEntry, PlatformEntry, Road } from "../host/bindings";
import { isLocal } from "../views/environment";
import { text } from "./messages";
import type { Preferences } from "./preferences.svelte";
import type { Devices } from "./records/devices.svelte";
import type { Environments } from "./records/environments.svelte";

export class Choice {
  readonly #environments: Environments;
  readonly #devices: Devices;
  readonly #preferences: Preferences;

  /** Whether what is under way asks for an account; a user name or a guest brings its own. */
  usesAccount = $state(true);

  /** The sixteen. */
  platformEntries = $state.raw<readonly PlatformEntry[]>([]);

  constructor(environments: Environments, devices: Devices, preferences: Preferences) {
    this.#environments = environments;
    this.#devices = devices;
    this.#preferences = preferences;
  }

  get environments(): readonly Option[] {
    return this.#environments.all.flatMap((entry) => environmentOption(entry) ?? []);
  }

  get platforms(): readonly Option[] {
    return this.platformEntries.map(({ id, label }) => ({ value: id, label }));
  }

  /** Accounts known so far; any other may be typed. */
  get accounts(): readonly Option[] {
    const usual = this.#environments.environment(this.environment)?.defaultAccount;
    const known = this.#devices.of(this.environment).map((device) => device.account);
    const all = [...new Set([...(usual ? [usual] : []), ...known])];
    return all.map((value) => ({
      value,
      label: value,
      ...(known.includes(value) ? { detail: text.choice.signedOn } : {}),
    }));
  }

  /** The environment chosen last, as long as it is there; else the first, which is the simulator. */
  get environment(): string {
    const wanted = this.#preferences.environment;
    const entry = wanted !== undefined ? this.#environments.entry(wanted) : undefined;
    return entry?.id ?? this.#environments.all[0]?.id ?? "";
  }
  set environment(id: string) {
    this.#preferences.environment = id;
  }

  get entry(): EnvironmentEntry | undefined {
    return this.#environments.entry(this.environment);
  }

  get platform(): string {
    const chosen = this.#preferences.choiceIn(this.environment).platform;
    const usual = this.#environments.environment(this.environment)?.defaultPlatform;
    const known = (id: string | undefined) => this.platformEntries.find((platform) => platform.id === id)?.id;
    return known(chosen) ?? known(usual) ?? this.platformEntries[0]?.id ?? "";
  }
  set platform(platform: string) {
    this.#preferences.choose(this.environment, { platform });
  }

  get platformEntry(): PlatformEntry | undefined {
    return this.platformEntries.find((platform) => platform.id === this.platform);
  }

  get account(): string {
    const chosen = this.#preferences.choiceIn(this.environment).account;
    return chosen ?? this.#environments.environment(this.environment)?.defaultAccount ?? "";
  }
  set account(account: string) {
    this.#preferences.choose(this.environment, { account });
  }

  /** The road in that was taken last; undefined: none was chosen here. */
  get road(): Road["kind"] | undefined {
    return this.#preferences.choiceIn(this.environment).road;
  }
  set road(road: Road["kind"] | undefined) {
    this.#preferences.choose(this.environment, { road });
  }

  get content(): string {
    const chosen = this.#preferences.choiceIn(this.environment).content;
    return chosen ?? this.#environments.environment(this.environment)?.defaultContent ?? "";
  }
  set content(content: string) {
    this.#preferences.choose(this.environment, { content });
  }
}

function environmentOption(entry: EnvironmentEntry): Option | undefined {
  if (entry.id === null) return undefined;
  if (entry.state.kind === "damaged") {
    const word = text.environmentState.damaged;
    return { value: entry.id, label: entry.id, detail: word, state: { tone: "bad", word } };
  }
  const { name, urls, tenant } = entry.state.environment;
  return {
    value: entry.id,
    label: name,
    detail: text.choice.where(urls.ags.replace(/^https?:\/\//, ""), tenant),
    state: environmentState(entry),
  };
}

/** How an environment stands, as a word with its colour. */
export function environmentState(entry: EnvironmentEntry): NonNullable<Option["state"]> {
  const words = text.environmentState;
  if (entry.state.kind === "damaged") return { tone: "bad", word: words.damaged };
  if (entry.simulated) return { tone: "ok", word: words.simulated };
  if (entry.acceptsInvalidCertificate) return { tone: "bad", word: words.anyCertificate };
  if (isLocal(entry)) return { tone: "neutral", word: words.local };
  if (entry.state.environment.urls.ags.startsWith("http:")) return { tone: "warn", word: words.http };
  return { tone: "neutral", word: words.ready };
}
