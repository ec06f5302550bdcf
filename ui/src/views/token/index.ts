export { text as tokenText } from "./messages";
export { tokenTitle } from "./title";
export { default as TokenDetails } from "./TokenDetails.svelte";
export { default as CutToken } from "./CutToken.svelte";
export { default as LifetimeBar } from "./LifetimeBar.svelte";
export { default as RightList } from "./RightList.svelte";
export { clockOf } from "./clock";
export { lifetimePicture } from "./lifetime";
