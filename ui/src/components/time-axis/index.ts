export type { AxisMark } from "./mark";
export { default as TimeAxis } from "./TimeAxis.svelte";
