import { expect, test } from "vitest";
import type { Judged, StepReport } from "../../host/bindings";
import { licenceVerdict } from "./verdict";

const report = (state: StepReport["state"], judged: Judged | null) =>
  ({ state, judged, refusal: judged === "granted" ? null : { status: 400, body: null } }) as StepReport;
const said = (state: StepReport["state"], judged: Judged | null) => {
  const verdict = licenceVerdict(report(state, judged));
  return verdict && [verdict.token, verdict.challenge];
};

test("a licence that is granted says that both are good", () => {
  expect(said("done", "granted")).toEqual(["accepted", "accepted"]);
  expect(licenceVerdict(report("done", "granted"))?.onlyEmpty).toBe(false);
});

test("a challenge that is refused speaks for the token", () => {
  expect(said("refused", "challenge")).toEqual(["accepted", "refused"]);
  expect(licenceVerdict(report("done", "challenge"))?.onlyEmpty).toBe(true);
  expect(licenceVerdict(report("refused", "challenge"))?.onlyEmpty).toBe(false);
});

test("a token that is refused leaves the challenge unjudged, and a server may mean both or neither", () => {
  expect(said("refused", "token")).toEqual(["refused", "unjudged"]);
  expect(said("refused", "both")).toEqual(["mismatch", "mismatch"]);
  expect(said("refused", "request")).toEqual(["unjudged", "unjudged"]);
});

test("nothing is made up where the server says nothing of either", () => {
  expect([said("refused", "unknown"), said("not-reached", null)]).toEqual([undefined, undefined]);
});
