// The one shape in which anything that went wrong reaches the window.

import type { Problem } from "./bindings";
import { text } from "./messages";

/** `kind` is for the program, the rest is for people: what happened, where and why, what to do. `problems` go
 * to the fields they name; empty where no field is wrong. */
export interface HostError {
  kind: string;
  headline: string;
  detail: string;
  remedy: string;
  problems: readonly Problem[];
}

export function isHostError(value: unknown): value is HostError {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  const words = ["kind", "headline", "detail", "remedy"].every((name) => typeof fields[name] === "string");
  return words && Array.isArray(fields["problems"]);
}

/** Whatever was thrown as a host error: what Tauri itself refuses comes as a bare string. */
export function asHostError(thrown: unknown): HostError {
  if (isHostError(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "unexpected", ...text.unexpected, detail, problems: [] };
}
