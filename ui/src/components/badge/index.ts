export { default as Badge } from "./Badge.svelte";
export { default as Dot } from "./Dot.svelte";
