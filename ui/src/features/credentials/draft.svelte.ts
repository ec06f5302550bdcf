// One operator credential while it is entered. The secret is here from its typing until the program has it, and not longer.

import { asHostError, type Host, type HostError } from "../../host";
import type { CredentialEntry, CredentialInput, SecretEncoding } from "../../host/bindings";
import { text } from "./messages";

export class Draft {
  readonly #entry: CredentialEntry | undefined;
  environment = $state("");
  label = $state("");
  kid = $state("");
  encoding = $state<SecretEncoding>("text");
  secret = $state("");
  missing = $state.raw<{ kid?: string; secret?: string }>({});
  error = $state.raw<HostError>();
  saving = $state(false);

  constructor(entry: CredentialEntry | undefined, environment: string) {
    this.#entry = entry;
    this.environment = entry?.environment ?? environment;
    this.label = entry?.label ?? "";
    this.kid = entry?.kid ?? "";
    this.encoding = entry?.encoding ?? "text";
  }

  get isNew(): boolean {
    return this.#entry === undefined;
  }

  get changed(): boolean {
    const entry = this.#entry;
    if (!entry) return [this.label, this.kid, this.secret].some((typed) => typed !== "");
    return (
      this.label !== (entry.label ?? "") ||
      this.kid !== entry.kid ||
      this.encoding !== entry.encoding ||
      this.secret !== ""
    );
  }

  forget(): void {
    this.secret = "";
  }

  /** The entry as it was stored, or undefined when it was refused and says why. */
  async save(host: Host): Promise<CredentialEntry | undefined> {
    if (this.saving) return undefined;
    this.error = undefined;
    const noKid = this.kid.trim() === "" ? { kid: text.missing.kid } : {};
    const noSecret = this.isNew && this.secret === "" ? { secret: text.missing.secret } : {};
    this.missing = { ...noKid, ...noSecret };
    if (Object.keys(this.missing).length > 0) return undefined;
    this.saving = true;
    try {
      const input = this.#input();
      const stored = this.#entry
        ? await host.ask("change_credential", { id: this.#entry.id, input })
        : await host.ask("add_credential", { input });
      this.forget();
      return stored;
    } catch (thrown) {
      // The secret stays in its field, masked: the remedy may need no other one.
      this.error = asHostError(thrown);
      return undefined;
    } finally {
      this.saving = false;
    }
  }

  #input(): CredentialInput {
    return {
      environment: this.environment,
      label: this.label.trim() || null,
      kid: this.kid.trim(),
      encoding: this.encoding,
      secret: this.secret === "" ? null : this.secret,
    };
  }
}
