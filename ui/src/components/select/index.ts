export { default as Select } from "./Select.svelte";
export type { Option } from "./option";
