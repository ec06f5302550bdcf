export { default as Panes } from "./Panes.svelte";
export { default as TwoPanes } from "./TwoPanes.svelte";
export { initialRatios } from "./layout";
export type { PanesRatios } from "./layout";
