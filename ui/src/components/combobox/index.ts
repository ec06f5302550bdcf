export { default as Combobox } from "./Combobox.svelte";
