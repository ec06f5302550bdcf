// Figures of an exchange as people read them.

/** `940 µs`, `1.9 ms`, `27 ms`, `1.25 s`. */
export function microseconds(length: number): string {
  if (length < 1000) return `${Math.round(length)} µs`;
  if (length < 10_000) return `${(length / 1000).toFixed(1)} ms`;
  if (length < 1_000_000) return `${Math.round(length / 1000)} ms`;
  return `${(length / 1_000_000).toFixed(length < 10_000_000 ? 2 : 1)} s`;
}

/** `+0.2 s`: how far the server's clock is ahead. A header tells whole seconds, so less than one says nothing. */
export function skewText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const sign = seconds < 0 ? "−" : "+";
  const size = Math.abs(seconds);
  return `${sign}${size < 100 ? size.toFixed(1) : Math.round(size)} s`;
}

export function statusTone(status: number): "ok" | "warn" | "bad" {
  if (status >= 200 && status < 300) return "ok";
  return status < 400 ? "warn" : "bad";
}
