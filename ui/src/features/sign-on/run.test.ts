// Runs on recorded answers, with the host that the window has in a plain browser.

import { beforeEach, expect, test, vi } from "vitest";
import { openHost } from "../../host";
import type { JourneyInput } from "../../host/bindings";
import { firstTab, tabsOf } from "./details/tabs";
import { Run } from "./run.svelte";

const input: JourneyInput = {
  environment: "simulator",
  credential: "c-sim",
  account: "ACC-1",
  platform: "stb-opentv-os",
  signOn: { kind: "usual" },
  content: "CH015",
  lifetime: null,
  claims: {},
};

let run: Run;
beforeEach(() => {
  run = new Run(openHost());
});
const rest = (verdict: string) => vi.waitFor(() => expect(run.verdict).toBe(verdict), { timeout: 3000 });

test("a run goes through all steps and ends signed on, with its code and its device", async () => {
  await run.start(input, null, "runThrough");
  await rest("done");
  expect(run.reports).toHaveLength(7);
  expect(run.device?.new).toBe(true);
  await vi.waitFor(() => expect(run.code?.svg).toContain("<svg"));
  expect(run.tokens.map((token) => token.slot)).toContain("content-token");
});

test("it stops after each step and goes on", async () => {
  await run.start(input, null, "oneStep");
  await rest("paused");
  expect(run.next).toBe("mint-operator-jwt");
  await run.goOn("runThrough");
  await rest("done");
  expect(run.reports).toHaveLength(7);
});

test("a repeated run is another run that keeps the earlier steps", async () => {
  await run.start(input, null, "runThrough");
  await rest("done");
  const [before, kept] = [run.id, run.reports.slice(0, 5)];
  await run.repeat("sign-on", input, null, "runThrough");
  expect(run.id).not.toBe(before);
  expect(run.reports.slice(0, 5)).toEqual(kept);
  await rest("done");
  expect(run.report("sign-on")?.note).toContain("signed on as");
  expect(run.device?.new).toBe(false);
});

test("a refusal opens with why, and its first cause can be mended", async () => {
  await run.start({ ...input, environment: "pre-production", credential: "c-pre" }, null, "runThrough");
  await rest("refused");
  const report = run.reports.at(-1)!;
  expect(firstTab(report)).toBe("why");
  expect(tabsOf(report).at(-1)?.label).toBe("Why 401");
  expect(report.explanation?.causes[0]?.remedy).toEqual({ kind: "useEncoding", encoding: "base64" });
});

test("what a foreign picture holds waits for a person", async () => {
  await run.start({ ...input, credential: null }, "file", "runThrough");
  await rest("paused");
  expect(run.toConfirm?.confirm).toContain("https://example.com/activate");
  expect(run.report("sign-on")).toBeUndefined();
});

test("a cancelled run says so and comes to rest", async () => {
  await run.start(input, null, "runThrough");
  await run.cancel();
  await rest("cancelled");
  expect(run.reports.at(-1)?.state).toBe("cancelled");
});

test("what cannot begin leaves what was on screen and says why", async () => {
  await run.start(input, null, "runThrough");
  await rest("done");
  await run.start({ ...input, environment: "staging", credential: "c-sta" }, null, "runThrough");
  expect(run.error?.kind).toBe("other-host");
  expect(run.verdict).toBe("done");
  expect(run.reports).toHaveLength(7);
});
