export { default as Segments } from "./Segments.svelte";
