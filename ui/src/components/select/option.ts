// One thing that can be chosen.

export interface Option {
  value: string;
  label: string;
  /** A second, quieter line or word: an address, a count. */
  detail?: string;
  /** A state of the thing, with its word. */
  state?: { tone: "neutral" | "ok" | "warn" | "bad"; word: string };
  /** Why it cannot be chosen now. */
  blocked?: string;
}
