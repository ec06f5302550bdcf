// What a password sign-on wants and what was typed for it. Which parameters there are, service discovery tells; what was typed
// in secret stays here only until a run takes it, and is gone when another environment is chosen or the form is left.

import type { AppPort } from "../../../app/port";
import { asHostError, type HostError } from "../../../host";
import type { KeptPasswordEntry, Parameter, PasswordWay, Road } from "../../../host/bindings";
import { text } from "../messages";
import { type RoadWays, usualWays } from "../road";
import { KeptPasswords } from "./kept-passwords.svelte";

/** The first name and the first password have a place of their own; everything else is sent by its name. */
export interface PasswordField {
  id: string;
  as: "userName" | "password" | { parameter: string };
  label: string;
  mandatory: boolean;
  secret: boolean;
}

export type Wanted =
  | { kind: "asking" }
  | { kind: "told"; parameters: readonly Parameter[] }
  | { kind: "untold"; why: HostError | undefined };

const words = text.inputs.password;
const usual: readonly PasswordField[] = [
  { id: "userName", as: "userName", label: words.userName, mandatory: true, secret: false },
  { id: "password", as: "password", label: words.password, mandatory: true, secret: true },
];

export function fieldsOf(parameters: readonly Parameter[]): PasswordField[] {
  const userName = parameters.findIndex((one) => !one.isPassword);
  const password = parameters.findIndex((one) => one.isPassword);
  return parameters.map(({ name, mandatory, isPassword }, at) => {
    const part = { label: name, mandatory, secret: isPassword };
    if (at === userName) return { id: "userName", as: "userName", ...part };
    if (at === password) return { id: "password", as: "password", ...part };
    return { id: `parameter ${name}`, as: { parameter: name }, ...part };
  });
}

export class PasswordForm {
  readonly #app: AppPort;
  #wanted = $state.raw<{ of: string; what: Wanted }>();
  #typed = $state.raw<Readonly<Record<string, Readonly<Record<string, string>>>>>({});
  #secrets = $state.raw<{ environment: string; typed: Readonly<Record<string, string>> }>({ environment: "", typed: {} });
  /** For whom the person wants the password kept: another user, or another environment, is asked for anew. */
  #keepFor = $state<string>();
  readonly kept: KeptPasswords;
  /** Counts how often the password was asked for again: its field takes the focus. */
  asked = $state(0);

  constructor(app: AppPort) {
    this.#app = app;
    this.kept = new KeptPasswords(app);
  }

  get #user(): string {
    return JSON.stringify([this.#environment, this.userName]);
  }

  /** Whether what is typed is to be kept once the platform has taken it. */
  get keep(): boolean {
    return this.#keepFor === this.#user;
  }
  set keep(keep: boolean) {
    this.#keepFor = keep ? this.#user : undefined;
  }

  /** What is kept for the user name that is typed. */
  get keptEntry(): KeptPasswordEntry | undefined {
    return this.kept.of(this.userName);
  }

  /** Whether the program has this one, and uses it where nothing is typed. */
  isKept({ as }: PasswordField): boolean {
    const entry = this.keptEntry;
    if (!entry || entry.withheldFrom.length > 0 || as === "userName") return false;
    return as === "password" ? entry.password : entry.parameters.includes(as.parameter);
  }

  get #environment(): string {
    return this.#app.choice.environment;
  }

  /** What the environment settles of the road. */
  get ways(): RoadWays {
    return this.#app.environments.environment(this.#environment)?.ways ?? usualWays;
  }

  get way(): PasswordWay {
    return this.ways.password;
  }

  /** What the answer holds for: an environment as it was read. */
  get #of(): string {
    const state = this.#app.choice.entry?.state;
    return JSON.stringify([this.#environment, state?.kind === "readable" ? state.revision : null]);
  }

  /** Undefined while nobody has asked, and where there is nothing to ask. */
  get wanted(): Wanted | undefined {
    return this.way === "ags" && this.#wanted?.of === this.#of ? this.#wanted.what : undefined;
  }

  get isToAsk(): boolean {
    return this.way === "ags" && this.wanted === undefined;
  }

  get fields(): readonly PasswordField[] {
    return this.wanted?.kind === "told" ? fieldsOf(this.wanted.parameters) : usual;
  }

  async ask(): Promise<void> {
    const of = this.#of;
    this.#wanted = { of, what: { kind: "asking" } };
    const what = await this.#app.host.ask("sign_on_parameters", { environment: this.#environment }).then(
      (parameters): Wanted =>
        parameters.length > 0 ? { kind: "told", parameters } : { kind: "untold", why: undefined },
      (thrown: unknown): Wanted => ({ kind: "untold", why: asHostError(thrown) }),
    );
    if (this.#wanted.of === of) this.#wanted = { of, what };
  }

  read({ id, secret }: PasswordField): string {
    if (!secret) return this.#typed[this.#environment]?.[id] ?? "";
    return this.#secrets.environment === this.#environment ? (this.#secrets.typed[id] ?? "") : "";
  }

  write(field: PasswordField, typed: string): void {
    const environment = this.#environment;
    if (field.secret) {
      const before = this.#secrets.environment === environment ? this.#secrets.typed : {};
      this.#secrets = { environment, typed: { ...before, [field.id]: typed } };
    } else {
      this.#typed = { ...this.#typed, [environment]: { ...this.#typed[environment], [field.id]: typed } };
    }
  }

  /** Forgets what was typed in secret. */
  clear(): void {
    this.#secrets = { environment: "", typed: {} };
  }

  get userName(): string {
    return this.#typedAs("userName");
  }

  get hasPassword(): boolean {
    return this.#typedAs("password") !== "";
  }

  /** Why it cannot be sent. `held` is a password that the program still has. */
  problem(held: "held" | "typed"): string | undefined {
    if (this.wanted?.kind === "asking") return text.run.blocked.asking;
    const has = (field: PasswordField) => (held === "held" && field.as === "password") || this.isKept(field);
    const missing = this.fields.find((field) => field.mandatory && this.read(field) === "" && !has(field));
    return missing && text.run.blocked.parameter(missing.label);
  }

  get road(): Road {
    const parameters = this.fields.flatMap((field) => {
      const value = this.read(field);
      return typeof field.as === "object" && value !== "" ? [{ name: field.as.parameter, value }] : [];
    });
    const typed = { userName: this.userName, password: this.#typedAs("password") || null, parameters };
    return { kind: "passwordSignOn", ...typed, ...(this.keep ? { keep: "whenAccepted" as const } : {}) };
  }

  #typedAs(as: "userName" | "password"): string {
    const field = this.fields.find((one) => one.as === as);
    return field ? this.read(field) : "";
  }
}
