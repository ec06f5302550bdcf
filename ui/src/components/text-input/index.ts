export { default as TextArea } from "./TextArea.svelte";
export { default as TextInput } from "./TextInput.svelte";
