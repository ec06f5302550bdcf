export { default as Button } from "./Button.svelte";
export { default as IconButton } from "./IconButton.svelte";
