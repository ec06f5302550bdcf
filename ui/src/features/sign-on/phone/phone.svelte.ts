// The page for a real phone, as the window sees it: where it may be served, the page while it is, what the phone said, and how
// it ended. What the phone said of itself stays with the program; the window has it described.

import { asHostError, type Host, type HostError } from "../../../host";
import type { JourneyInput, PhoneEvent, PhoneInterface, PhonePageView } from "../../../host/bindings";

type Confirmed = PhoneEvent & { kind: "confirmed" };
/** The list's entry for an address that is typed. */
export const other = "other";

export class Phone {
  readonly #host: Host;
  /** Events of a page that gave way to another one are not heard any more. */
  #generation = 0;

  /** Undefined until the program has answered. */
  interfaces = $state.raw<readonly PhoneInterface[]>();
  #chosen = $state<string>();
  typed = $state("");
  opening = $state(false);
  page = $state.raw<PhonePageView>();
  /** What was offered, and so what is signed on to when a phone confirms. */
  asked = $state.raw<JourneyInput>();
  confirmed = $state.raw<Confirmed>();
  /** Whether the sign-on of the phone that confirmed was begun. */
  begun = $state<"no" | "tried" | "yes">("no");
  /** How the last page ended. */
  last = $state.raw<Exclude<PhoneEvent, Confirmed>>();
  error = $state.raw<HostError>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Where the page is to be served: an address of the list, or `other`. Nothing is chosen for a person between several. */
  get chosen(): string {
    const known = this.interfaces ?? [];
    if (known.length === 0) return other;
    if (this.#chosen === other || known.some(({ address }) => address === this.#chosen)) return this.#chosen ?? "";
    // Every phone has IPv4.
    const usual = known.filter(({ address }) => !address.includes(":"));
    const [only, second] = usual.length > 0 ? usual : known;
    return only && !second ? only.address : "";
  }
  set chosen(address: string) {
    this.#chosen = address;
  }

  get address(): string {
    return this.chosen === other ? this.typed.trim() : this.chosen;
  }

  /** Whether a code is shown for a phone to scan. */
  get isWaiting(): boolean {
    return this.page !== undefined && this.confirmed === undefined;
  }

  /** The sign-on that a phone has confirmed and that was not begun. */
  get journey(): JourneyInput | undefined {
    const { asked, confirmed, begun } = this;
    if (!asked || !confirmed || begun === "yes") return undefined;
    return { ...asked, platform: confirmed.platform, signOn: { kind: "phone" } };
  }

  async look(): Promise<void> {
    this.error = undefined;
    try {
      this.interfaces = await this.#host.ask("phone_interfaces", {});
    } catch (error) {
      this.interfaces = [];
      this.error = asHostError(error);
    }
  }

  async open(input: JourneyInput): Promise<void> {
    const { address } = this;
    const mine = ++this.#generation;
    this.opening = true;
    this.error = this.last = undefined;
    this.#forget();
    try {
      const page = await this.#host.stream("open_phone_page", { input, address }, (event) => {
        if (mine === this.#generation) this.#hear(event);
      });
      // It may have ended already.
      if (mine === this.#generation && this.last === undefined) Object.assign(this, { page, asked: input });
    } catch (error) {
      this.error = asHostError(error);
    } finally {
      this.opening = false;
    }
  }

  /** The program tells that it has ended, as it does whenever it ends. */
  async close(): Promise<void> {
    await this.#host.ask("close_phone_page", {}).catch((error: unknown) => (this.error = asHostError(error)));
  }

  #hear(event: PhoneEvent): void {
    if (event.kind === "confirmed") {
      this.confirmed = event;
      return;
    }
    this.last = event;
    this.#forget();
  }

  #forget(): void {
    this.page = this.asked = this.confirmed = undefined;
    this.begun = "no";
  }
}
