import { expect, test } from "vitest";
import { claimLines, claimOverrides, withEdit, withoutEdit } from "./claims";

const usual = { typ: "GetSessionTokenAuthN", exp: 1795333141, aud: "ags" };

test("without edits the documented claims stand as they are", () => {
  expect(claimLines(usual, {}).map(({ name, text, state }) => [name, text, state])).toEqual([
    ["typ", '"GetSessionTokenAuthN"', "documented"],
    ["exp", "1795333141", "documented"],
    ["aud", '"ags"', "documented"],
  ]);
  expect(claimOverrides({})).toEqual({});
});

test("an edited claim is sent as JSON, one left out as null, one added after the others", () => {
  const edits = withEdit(withEdit(withEdit({}, "aud", '["ags","ias"]'), "exp", null), "extra", "true");
  expect(claimLines(usual, edits).map(({ name, state }) => [name, state])).toEqual([
    ["typ", "documented"],
    ["exp", "removed"],
    ["aud", "edited"],
    ["extra", "added"],
  ]);
  expect(claimOverrides(edits)).toEqual({ aud: ["ags", "ias"], exp: null, extra: true });
});

test("an edit that is no JSON is marked and nothing is sent", () => {
  const edits = withEdit({}, "aud", "other");
  expect(claimLines(usual, edits).find((line) => line.name === "aud")?.problem).toBe(true);
  expect(claimOverrides(edits)).toBeUndefined();
  expect(claimOverrides(withoutEdit(edits, "aud"))).toEqual({});
});

test("a claim may have the name of a member that every object has", () => {
  const edits = withEdit({}, "constructor", '"x"');
  expect(claimLines(usual, edits).at(-1)).toMatchObject({ name: "constructor", state: "added" });
  expect(claimLines({ constructor: 1 }, {})[0]).toMatchObject({ name: "constructor", text: "1", state: "documented" });
});
