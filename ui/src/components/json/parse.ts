// Text into JSON nodes. `JSON.parse` decides whether it is JSON at all; the lezer grammar, which the editor has too, tells
// what stands where.

import { parser } from "@lezer/json";
import type { SyntaxNode } from "@lezer/common";
import type { JsonNode } from "./node";

export type Parsed =
  | { kind: "json"; node: JsonNode }
  /** `at` counts characters from the start; undefined when the place is not known. */
  | { kind: "notJson"; at: number | undefined }
  | { kind: "tooDeep" };

const deepest = 200;

class TooDeep extends Error {}

export function parseJson(text: string): Parsed {
  try {
    JSON.parse(text);
  } catch {
    return { kind: "notJson", at: firstError(text) };
  }
  const top = parser.parse(text).topNode.firstChild;
  if (!top) return { kind: "notJson", at: 0 };
  try {
    return { kind: "json", node: build(top, text, 0) };
  } catch (error) {
    if (error instanceof TooDeep) return { kind: "tooDeep" };
    throw error;
  }
}

function firstError(text: string): number | undefined {
  let at: number | undefined;
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) at ??= node.from;
    },
  });
  return at;
}

function build(at: SyntaxNode, text: string, depth: number): JsonNode {
  if (depth > deepest) throw new TooDeep();
  const written = text.slice(at.from, at.to);
  switch (at.name) {
    case "Object":
      return {
        kind: "object",
        members: at.getChildren("Property").map((property) => {
          const [name, value] = [property.firstChild, property.lastChild];
          if (!name || !value) throw new Error("a property has a name and a value");
          return {
            key: JSON.parse(text.slice(name.from, name.to)) as string,
            node: build(value, text, depth + 1),
          };
        }),
      };
    case "Array":
      return { kind: "array", items: values(at).map((item) => build(item, text, depth + 1)) };
    case "String":
      return { kind: "string", text: JSON.parse(written) as string };
    case "Number":
      return { kind: "number", text: written };
    default:
      return { kind: "word", text: written as "true" | "false" | "null" };
  }
}

/** The children of an array that are values: brackets and commas have no upper-case name. */
function values(array: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling) {
    if (/^[A-Z]/.test(child.name)) found.push(child);
  }
  return found;
}
