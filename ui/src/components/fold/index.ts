export { default as Fold } from "./Fold.svelte";
