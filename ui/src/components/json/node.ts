// JSON as it was written: members in order and also when a name occurs twice, numbers as their own digits. Plain
// JavaScript values lose all three.

export type JsonNode =
  | { kind: "object"; members: readonly JsonMember[] }
  | { kind: "array"; items: readonly JsonNode[] }
  | { kind: "string"; text: string }
  | { kind: "number"; text: string }
  | { kind: "word"; text: "true" | "false" | "null" };

export interface JsonMember {
  key: string;
  node: JsonNode;
}

/** The node as JSON text, two spaces a level. */
export function printJson(node: JsonNode, indent = ""): string {
  const inner = `${indent}  `;
  switch (node.kind) {
    case "object":
      if (node.members.length === 0) return "{}";
      return `{\n${node.members
        .map((member) => `${inner}${JSON.stringify(member.key)}: ${printJson(member.node, inner)}`)
        .join(",\n")}\n${indent}}`;
    case "array":
      if (node.items.length === 0) return "[]";
      return `[\n${node.items.map((item) => inner + printJson(item, inner)).join(",\n")}\n${indent}]`;
    case "string":
      return JSON.stringify(node.text);
    default:
      return node.text;
  }
}

/** What is copied for a node: the characters of a string without quotes, JSON text of anything else. */
export function copyText(node: JsonNode): string {
  return node.kind === "string" ? node.text : printJson(node);
}
