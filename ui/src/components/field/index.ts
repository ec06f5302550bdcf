export { default as Field } from "./Field.svelte";
export { fieldTie } from "./tie";
export type { FieldTie } from "./tie";
