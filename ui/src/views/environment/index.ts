export { isLocal } from "./local";
