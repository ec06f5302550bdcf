export { tooltip } from "./tooltip";
