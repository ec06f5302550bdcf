export { default as CallDetails } from "./CallDetails.svelte";
export { Beating } from "./beating.svelte";
export { sessionActions } from "./actions";
export { default as SessionPanel } from "./SessionPanel.svelte";
export { Sessions } from "./sessions.svelte";
export { SetUp } from "./set-up.svelte";
export { watchSessions } from "./watch.svelte";
