export { default as SplitPane } from "./SplitPane.svelte";
