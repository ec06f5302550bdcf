// One name with its value.

export interface Row {
  name: string;
  value: string;
  /** Set when two rows have the same name. */
  id?: string;
  /** The meaning in plain words. */
  note?: string | undefined;
  badge?: { text: string; tone: "neutral" | "accent" | "ok" | "warn" | "bad" } | undefined;
}
