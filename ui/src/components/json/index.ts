export { copyText, printJson } from "./node";
export type { JsonMember, JsonNode } from "./node";
export { parseJson } from "./parse";
export type { Parsed } from "./parse";
