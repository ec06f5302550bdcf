export { default as Tree } from "./Tree.svelte";
export { pathText } from "./rows";
export type { TreeRow } from "./rows";
