export { default as Menu } from "./Menu.svelte";
export type { MenuAction, MenuItem } from "./item";
