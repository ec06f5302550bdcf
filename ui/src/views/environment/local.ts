// Where an environment is reached, by its addresses alone: a simulator that was started beside the window answers on this
// computer, and so does the end of a tunnel to a real platform. Which of the two it is nobody can tell from here.

import type { EnvironmentEntry } from "../../host/bindings";

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

function onThisComputer(url: string): boolean {
  try {
    return loopback.test(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** Whether every address of an environment of a person's own lies on this computer. */
export function isLocal({ state, simulated }: Pick<EnvironmentEntry, "state" | "simulated">): boolean {
  if (simulated || state.kind === "damaged") return false;
  return Object.values(state.environment.urls).every((url) => !url || onThisComputer(url));
}
