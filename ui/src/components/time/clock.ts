// The present time as a reactive value. It ticks once a second while something on screen reads it, and not otherwise.

import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** Milliseconds since the epoch, read again every second. */
export function now(): number {
  subscribe();
  return Date.now();
}
