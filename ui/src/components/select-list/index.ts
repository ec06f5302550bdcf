export { default as SelectList } from "./SelectList.svelte";
export type { Entry } from "./entry";
