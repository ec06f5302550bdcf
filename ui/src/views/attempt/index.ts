export { Attempt } from "./attempt.svelte";
export { default as ConfirmDialog } from "./ConfirmDialog.svelte";
export { default as FormDialog } from "./FormDialog.svelte";
