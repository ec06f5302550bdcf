// A JSON node as the rows of a tree: which rows are seen for a set of unfolded ones. Long lists are cut into ranges of 100
// that unfold by themselves, so that a huge answer costs no more than what is looked at.

import type { JsonNode } from "../json";

export type PathStep = string | number;

export interface TreeRow {
  /** Position of each step from the top, `0/3/1`: unique also where a name occurs twice. */
  id: string;
  parent: string | undefined;
  level: number;
  position: number;
  siblings: number;
  /** Member name, index, or the range of a part of a list. */
  name: string | undefined;
  kind: "value" | "range";
  path: readonly PathStep[];
  node: JsonNode;
  children: number;
  unfolded: boolean;
}

interface Child {
  name: string;
  step: PathStep | undefined;
  node: JsonNode;
  kind: "value" | "range";
  offset: number;
}

const rangeLength = 100;

function childrenOf(node: JsonNode, offset: number): Child[] {
  const all: Child[] =
    node.kind === "object"
      ? node.members.map((m) => ({ name: m.key, step: m.key, node: m.node, kind: "value", offset: 0 }))
      : node.kind === "array"
        ? node.items.map((item, index) => ({
            name: String(index + offset),
            step: index + offset,
            node: item,
            kind: "value",
            offset: 0,
          }))
        : [];
  return all.length > rangeLength ? ranges(node, offset) : all;
}

function ranges(node: JsonNode, offset: number): Child[] {
  const length = node.kind === "object" ? node.members.length : node.kind === "array" ? node.items.length : 0;
  // Parts of parts, so that no level is longer than one range.
  let size = rangeLength;
  while (length / size > rangeLength) size *= rangeLength;
  const parts: Child[] = [];
  for (let from = 0; from < length; from += size) {
    const to = Math.min(from + size, length);
    const part: JsonNode =
      node.kind === "object"
        ? { kind: "object", members: node.members.slice(from, to) }
        : { kind: "array", items: node.kind === "array" ? node.items.slice(from, to) : [] };
    parts.push({
      name: `${from + offset} … ${to - 1 + offset}`,
      step: undefined,
      node: part,
      kind: "range",
      offset: from + offset,
    });
  }
  return parts;
}

/** How many members or items a node has. */
export function sizeOf(node: JsonNode): number {
  return node.kind === "object" ? node.members.length : node.kind === "array" ? node.items.length : 0;
}

/** The rows that are seen, from the top one on. */
export function visibleRows(top: JsonNode, unfolded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (child: Child, place: Omit<TreeRow, "name" | "kind" | "node" | "children" | "unfolded">) => {
    const row: TreeRow = {
      ...place,
      name: place.parent === undefined ? undefined : child.name,
      kind: child.kind,
      node: child.node,
      children: sizeOf(child.node),
      unfolded: unfolded.has(place.id),
    };
    rows.push(row);
    if (!row.unfolded || row.children === 0) return;
    const below = childrenOf(child.node, child.offset);
    below.forEach((next, index) =>
      walk(next, {
        id: `${row.id}/${index}`,
        parent: row.id,
        level: row.level + 1,
        position: index + 1,
        siblings: below.length,
        path: next.step === undefined ? row.path : [...row.path, next.step],
      }),
    );
  };
  walk(
    { name: "", step: undefined, node: top, kind: "value", offset: 0 },
    { id: "0", parent: undefined, level: 1, position: 1, siblings: 1, path: [] },
  );
  return rows;
}

/** What is unfolded at first: whole levels, as long as no more than `most` rows are seen. */
export function unfoldLevels(top: JsonNode, most: number): Set<string> {
  let open = new Set<string>();
  for (;;) {
    const next = new Set(open);
    for (const row of visibleRows(top, open)) if (row.children > 0) next.add(row.id);
    if (next.size === open.size || visibleRows(top, next).length > most) {
      return open.size === 0 ? new Set(["0"]) : open;
    }
    open = next;
  }
}

/** `$.claims.roles[0]['a b']`. */
export function pathText(path: readonly PathStep[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, "$");
}
