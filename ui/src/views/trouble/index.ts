export { default as Trouble } from "./Trouble.svelte";
