export { default as CodeView } from "./CodeView.svelte";
