export { default as Pane } from "./Pane.svelte";
export { scrollable } from "./scrollable";
