// The one door to the program behind the window.

export { asHostError, isHostError } from "./error";
export type { HostError } from "./error";
export type { Host, HostKind } from "./host";
export { openHost } from "./open";
