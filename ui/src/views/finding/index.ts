export { default as FindingList } from "./FindingList.svelte";
