// One environment while it is edited: the form, what it was read from, and what saving it said.

import { asHostError, type Host, type HostError } from "../../host";
import type { Environment, EnvironmentEntry, EnvironmentId } from "../../host/bindings";
import { emptyForm, environmentOf, formOf, type Form } from "./form";
import { text } from "./messages";
import { problemsOf, readClaims, twiceNamed, type Problems } from "./problems";

export class Draft {
  form = $state<Form>(emptyForm());
  problems = $state.raw<Problems>({});
  error = $state.raw<HostError>();
  saving = $state(false);
  #unchanged = $state("");
  #from: { id: EnvironmentId; revision: string } | undefined;

  constructor(entry?: EnvironmentEntry) {
    if (entry) this.take(entry);
    else this.#unchanged = JSON.stringify(this.form);
  }

  /** A new environment that begins as another one. */
  static like(environment: Environment, name: string): Draft {
    const draft = new Draft();
    draft.form = { ...formOf(environment), name };
    return draft;
  }

  get isNew(): boolean {
    return this.#from === undefined;
  }

  /** Whether something would be lost. */
  get changed(): boolean {
    return JSON.stringify(this.form) !== this.#unchanged;
  }

  /** What the file says now; what was typed is given up. */
  take(entry: EnvironmentEntry): void {
    if (entry.state.kind !== "readable") return;
    if (entry.id !== null && entry.state.revision !== null) {
      this.#from = { id: entry.id, revision: entry.state.revision };
    }
    this.form = formOf(entry.state.environment);
    this.#unchanged = JSON.stringify(this.form);
    this.problems = {};
    this.error = undefined;
  }

  /** The entry as it was stored, or undefined when it was refused and says why. */
  async save(host: Host): Promise<EnvironmentEntry | undefined> {
    if (this.saving) return undefined;
    const read = readClaims(this.form["operator-jwt.claims"]);
    const twice = twiceNamed(this.form);
    if ("problem" in read || Object.keys(twice).length > 0) {
      this.problems = { ...twice, ...("problem" in read ? { "operator-jwt.claims": read.problem } : {}) };
      this.error = { kind: "environment", headline: text.form.notSaved, detail: "", remedy: text.form.mend, problems: [] };
      return undefined;
    }
    this.saving = true;
    try {
      const environment = environmentOf(this.form, read.claims);
      const entry = this.#from
        ? await host.ask("save_environment", { ...this.#from, environment })
        : await host.ask("create_environment", { environment });
      this.take(entry);
      return entry;
    } catch (thrown) {
      this.#refused(asHostError(thrown));
      return undefined;
    } finally {
      this.saving = false;
    }
  }

  #refused(error: HostError): void {
    const told = problemsOf(error, this.form);
    this.problems = told.problems;
    this.error = told.rest;
  }
}
