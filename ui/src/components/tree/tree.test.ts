import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import { parseJson, type JsonNode } from "../json";
import { pathText, visibleRows } from "./rows";
import Tree from "./Tree.svelte";

function json(value: unknown): JsonNode {
  const parsed = parseJson(JSON.stringify(value));
  if (parsed.kind !== "json") throw new Error(parsed.kind);
  return parsed.node;
}

const answer = { access_token: "a.b.c", claims: { exp: 1, roles: ["x", "y"] }, zone: null };

function show(node = json(answer), more = {}) {
  const oncopy = vi.fn();
  render(Tree, { label: "Body", node, oncopy, ...more });
  return { oncopy, user: userEvent.setup() };
}

const rows = () => screen.getAllByRole("treeitem");
const names = () => rows().map((row) => row.querySelector(".name")?.textContent.replace(":", "").trim());
const focusedName = () => document.activeElement?.querySelector(".name")?.textContent.replace(":", "").trim();

test("only one row is in the tab order", async () => {
  const { user } = show();
  await user.tab();
  expect(rows()[0]).toHaveFocus();
  expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
});

test("arrows walk, fold and unfold as the tree pattern has it", async () => {
  const { user } = show();
  await user.tab();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(focusedName()).toBe("claims");
  await user.keyboard("{ArrowLeft}");
  expect(document.activeElement).toHaveAttribute("aria-expanded", "false");
  expect(names()).toEqual([undefined, "access_token", "claims", "zone"]);
  await user.keyboard("{ArrowRight}");
  expect(document.activeElement).toHaveAttribute("aria-expanded", "true");
  await user.keyboard("{ArrowRight}");
  expect(focusedName()).toBe("exp");
  await user.keyboard("{ArrowLeft}");
  expect(focusedName()).toBe("claims");
  await user.keyboard("{End}");
  expect(focusedName()).toBe("zone");
  await user.keyboard("{Home}");
  expect(rows()[0]).toHaveFocus();
});

test("typing goes to the next name that starts so", async () => {
  const { user } = show();
  await user.tab();
  await user.keyboard("ro");
  expect(focusedName()).toBe("roles");
});

test("Ctrl+C copies the value of the row", async () => {
  const { user, oncopy } = show();
  await user.tab();
  await user.keyboard("{ArrowDown}{Control>}c{/Control}");
  expect(oncopy).toHaveBeenCalledWith("a.b.c");
});

test("the menu key offers the path of the row", async () => {
  const { user, oncopy } = show();
  await user.tab();
  await user.keyboard("roles{ArrowDown}");
  await fireEvent.keyDown(document.activeElement!, { key: "F10", shiftKey: true });
  await user.click(await screen.findByText("Copy path"));
  expect(oncopy).toHaveBeenCalledWith("$.claims.roles[0]");
});

test("Enter on a row with a link follows it", async () => {
  const run = vi.fn();
  const { user } = show(json(answer), {
    linkFor: (row: { name?: string }) => (row.name === "access_token" ? { label: "Open token", run } : undefined),
  });
  await user.tab();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(run).toHaveBeenCalledOnce();
});

test("markup in a value is text", () => {
  show(json({ "<b>x</b>": "<img src=x onerror=alert(1)>" }));
  expect(document.querySelector("img, b")).toBeNull();
  expect(screen.getByText(/onerror/)).toBeInTheDocument();
});

test("ten thousand items cost a hundred rows", () => {
  const top = json(Array.from({ length: 12_345 }, (_, index) => index));
  const ranges = visibleRows(top, new Set(["0"]));
  expect(ranges.length).toBeLessThanOrEqual(101);
  const first = visibleRows(top, new Set(["0", "0/1", "0/1/0"]));
  const item = first.find((row) => row.level === 4);
  expect(item && pathText(item.path)).toBe("$[10000]");
});

test("a path is one that can be pasted", () => {
  expect(pathText(["a", 0, "b c", "$d"])).toBe('$.a[0]["b c"].$d');
});

test("axe finds nothing", async () => {
  show();
  expect(await axeFindings()).toEqual([]);
});
