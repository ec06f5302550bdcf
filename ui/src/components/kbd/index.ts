export { default as Kbd } from "./Kbd.svelte";
export { ariaKeys, keyLabels, matchesKeys } from "./keys";
