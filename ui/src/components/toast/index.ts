export { default as ToastList } from "./ToastList.svelte";
export { Toasts } from "./toasts.svelte";
