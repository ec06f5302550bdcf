import { expect, test } from "vitest";
import type { StepReport, StoredRun } from "../../host/bindings";
import { firstToLookAt, reportOf, verdictBadge } from "./report";

const stored = (report: unknown) => ({ summary: { environment: "lab" }, report }) as StoredRun;
const step = (name: string, state: string) => ({ step: name, state, tokens: [] }) as unknown as StepReport;

test("a report of another shape is not shown step by step", () => {
  for (const report of [null, "text", [], { steps: "none" }, { steps: [null] }, { steps: [{ what: 1 }] }]) {
    expect(reportOf(stored(report))).toBeUndefined();
  }
  expect(reportOf(stored({ steps: [] }))).toMatchObject({ steps: [], simulated: false, device: null });
});

test("a run is simulated where its environment is the simulator", () => {
  const run = { ...stored({ steps: [] }), summary: { environment: "simulator" } } as StoredRun;
  expect(reportOf(run)?.simulated).toBe(true);
});

test("a run is simulated where one answer names the simulator, whatever the environment is called", () => {
  const exchange = { answer: { headers: [["Date", "…"], ["X-Tessera-Simulator", "simulated"]] } };
  const answered = { ...step("sign-on", "done"), exchange };
  expect(reportOf(stored({ steps: [answered] }))?.simulated).toBe(true);
  expect(reportOf(stored({ steps: [{ ...step("poll", "done"), earlier: [exchange] }] }))?.simulated).toBe(true);
  expect(reportOf(stored({ steps: [{ ...step("sign-on", "done"), exchange: { answer: null } }] }))?.simulated).toBe(false);
});

test("the simulated time is told where it is another one than this machine's", () => {
  const run = (startedAt: string) =>
    ({ summary: { environment: "simulator", startedAt: "2026-11-20T10:00:00Z" }, report: { steps: [], startedAt } }) as unknown as StoredRun;
  expect(reportOf(run("2026-11-21T10:00:00Z"))?.beganByItsClock).toBe("2026-11-21T10:00:00Z");
  expect(reportOf(run("2026-11-20T10:00:00.400Z"))?.beganByItsClock).toBeUndefined();
});

test("the step that did not go well is looked at first, else the last", () => {
  expect(firstToLookAt([step("discover", "done"), step("scan", "refused"), step("sign-on", "done")])).toBe("scan");
  expect(firstToLookAt([step("discover", "done"), step("scan", "done")])).toBe("scan");
  expect(firstToLookAt([])).toBeUndefined();
});

test("a verdict that this version does not know is shown as it is", () => {
  expect(verdictBadge("refused")).toEqual({ text: "refused", tone: "bad" });
  expect(verdictBadge("postponed")).toEqual({ text: "postponed", tone: "neutral" });
  expect(verdictBadge("toString").tone).toBe("neutral");
});
