export { default as Countdown } from "./Countdown.svelte";
export { default as Progress } from "./Progress.svelte";
