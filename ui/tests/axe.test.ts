import { expect, test } from "vitest";
import { axeFindings } from "./axe";

test("axe does find what is wrong", async () => {
  const input = document.createElement("input");
  document.body.append(input);
  expect(await axeFindings()).toEqual(["label: <input>"]);
  input.remove();
});
