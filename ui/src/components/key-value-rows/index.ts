export { default as KeyValueRows } from "./KeyValueRows.svelte";
export type { Row } from "./row";
