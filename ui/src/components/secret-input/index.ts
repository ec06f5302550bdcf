export { default as SecretInput } from "./SecretInput.svelte";
