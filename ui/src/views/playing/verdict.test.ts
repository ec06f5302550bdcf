import { expect, test } from "vitest";
import type { StepReport } from "../../host/bindings";
import { licenceVerdict } from "./verdict";

const report = (state: StepReport["state"], code?: string | null) =>
  ({
    step: "licence",
    state,
    refusal: code === undefined ? null : { status: 400, body: { code, message: null } },
  }) as StepReport;
const said = (state: StepReport["state"], code?: string | null) => {
  const verdict = licenceVerdict(report(state, code));
  return verdict && [verdict.token, verdict.challenge];
};

test("a licence that is granted says that both are good", () => {
  expect(said("done")).toEqual(["accepted", "accepted"]);
});

test("a challenge that is refused speaks for the token", () => {
  expect(said("refused", "2001")).toEqual(["accepted", "refused"]);
  expect(licenceVerdict(report("done", "2001"))?.onlyEmpty).toBe(true);
  expect(licenceVerdict(report("refused", "2001"))?.onlyEmpty).toBe(false);
});

test("a token that is refused leaves the challenge unjudged, and some codes are about both", () => {
  expect([said("refused", "3002"), said("refused", "4001")]).toEqual([
    ["refused", "unjudged"],
    ["refused", "unjudged"],
  ]);
  expect(said("refused", "4007")).toEqual(["mismatch", "mismatch"]);
  expect(said("refused", "1003")).toEqual(["unjudged", "unjudged"]);
});

test("nothing is made up where the server says nothing of either", () => {
  expect([said("refused", null), said("refused", "teapot"), said("not-reached")]).toEqual([undefined, undefined, undefined]);
  expect(licenceVerdict({ ...report("done"), step: "content-token" })).toBeUndefined();
});
