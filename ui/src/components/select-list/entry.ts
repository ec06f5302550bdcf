// One entry of a list.

export interface Entry {
  id: string;
  label: string;
  /** A second, quieter line. */
  detail?: string | undefined;
  /** At the end of the first line: a time, a count. */
  aside?: string | undefined;
  state?: { tone: "neutral" | "ok" | "warn" | "bad"; word: string } | undefined;
  badge?: { text: string; tone: "neutral" | "accent" | "ok" | "warn" | "bad" } | undefined;
}
