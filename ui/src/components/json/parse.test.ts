import { expect, test } from "vitest";
import { copyText, printJson } from "./node";
import { parseJson } from "./parse";

function node(text: string) {
  const parsed = parseJson(text);
  if (parsed.kind !== "json") throw new Error(`${text} was not read: ${parsed.kind}`);
  return parsed.node;
}

test("numbers keep their digits", () => {
  const written = "[123456789012345678901234567890, 1e3, 0.10]";
  expect(printJson(node(written)).replace(/\s+/g, " ")).toBe("[ 123456789012345678901234567890, 1e3, 0.10 ]");
});

test("a name that occurs twice is kept twice, in order", () => {
  const top = node('{"b": 1, "a": 2, "b": 3}');
  expect(top.kind === "object" && top.members.map((member) => member.key)).toEqual(["b", "a", "b"]);
});

test("escapes are read, brackets in strings are not", () => {
  expect(node('"a\\u00e9\\n]["')).toEqual({ kind: "string", text: "aé\n][" });
});

test("empty lists and objects, and words", () => {
  expect(printJson(node('{"a":[],"b":{},"c":[true,false,null]}')).replace(/\s+/g, "")).toBe(
    '{"a":[],"b":{},"c":[true,false,null]}',
  );
});

test("what is not JSON says where it stops being JSON", () => {
  expect(parseJson('{"a": 1,, "b": 2}')).toEqual({ kind: "notJson", at: 8 });
  expect(parseJson("")).toMatchObject({ kind: "notJson" });
  expect(parseJson('{"a": 1} {"b": 2}')).toMatchObject({ kind: "notJson" });
});

test("nesting without end is refused, not followed", () => {
  const deep = "[".repeat(5000) + "]".repeat(5000);
  expect(parseJson(deep).kind).not.toBe("json");
});

test("a string is copied without quotes, anything else as JSON", () => {
  expect(copyText(node('"DEV_1"'))).toBe("DEV_1");
  expect(copyText(node('{"a":[1]}'))).toBe('{\n  "a": [\n    1\n  ]\n}');
});
