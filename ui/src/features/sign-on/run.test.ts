// Runs on recorded answers, with the host that the window has in a plain browser.

import { beforeEach, expect, test, vi } from "vitest";
import { openHost } from "../../host";
import type { JourneyInput, Road } from "../../host/bindings";
import { firstTab, tabsOf } from "./details/tabs";
import { Run } from "./run.svelte";

const qr = (credential: string | null): Road => ({ kind: "qrSignOn", credential, account: "ACC-1", lifetime: null, claims: {} });
const input: JourneyInput = {
  environment: "simulator",
  road: qr("c-sim"),
  platform: "stb-opentv-os",
  signOn: { kind: "usual" },
  content: "CH015",
};
const user = (userName: string, password: string | null): JourneyInput => ({
  ...input,
  road: { kind: "passwordSignOn", userName, password, parameters: [{ name: "Pin", value: "4711" }] },
});

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
  await run.start({ ...input, environment: "pre-production", road: qr("c-pre") }, null, "runThrough");
  await rest("refused");
  const report = run.reports.at(-1)!;
  expect(firstTab(report)).toBe("why");
  expect(tabsOf(report).at(-1)?.label).toBe("Why 401");
  expect(report.explanation?.causes[0]?.remedy).toEqual({ kind: "useEncoding", encoding: "base64" });
});

test("what a foreign picture holds waits for a person", async () => {
  await run.start({ ...input, road: qr(null) }, "file", "runThrough");
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
  await run.start({ ...input, environment: "staging", road: qr("c-sta") }, null, "runThrough");
  expect(run.error?.kind).toBe("other-host");
  expect(run.verdict).toBe("done");
  expect(run.reports).toHaveLength(7);
});

test("where several accounts match, the run waits for a choice and goes on with it", async () => {
  await run.start(user("dave", "tessera"), null, "runThrough");
  await rest("paused");
  expect(run.next).toBe("choose-account");
  expect(run.toChoose.map(({ label }) => label)).toEqual(["ACC-6, Dave at home", "ACC-7, Dave at the lake"]);
  await run.choose(1);
  await rest("done");
  expect(run.device?.account).toBe("ACC-7");
  expect(run.toChoose).toEqual([]);
  expect(run.reports.map(({ step }) => step)).toEqual(["discover", "sign-on", "choose-account", "content-token"]);
});

test("a choice in a run that goes step by step is one step", async () => {
  await run.start(user("dave", "tessera"), null, "oneStep");
  await rest("paused");
  await run.goOn("oneStep");
  await vi.waitFor(() => expect(run.toChoose).toHaveLength(2));
  await run.choose(0);
  await vi.waitFor(() => expect(run.next).toBe("content-token"));
  expect(run.verdict).toBe("paused");
});

test("what was typed for a password sign-on is not kept with the run", async () => {
  await run.start(user("ACC-1", "tessera"), null, "runThrough");
  await rest("done");
  expect(run.input?.road).toEqual({ kind: "passwordSignOn", userName: "ACC-1", password: null, parameters: [] });
  expect(JSON.stringify(run.reports)).not.toContain("tessera\"");
});

test("a repeated password sign-on needs no password again", async () => {
  await run.start(user("ACC-1", "tessera"), null, "runThrough");
  await rest("done");
  await run.repeat("sign-on", user("ACC-1", null), null, "runThrough");
  await rest("done");
  expect(run.report("sign-on")?.note).toContain("signed on as");
});

test("a guest is made anew each time", async () => {
  const guest: JourneyInput = { ...input, road: { kind: "guestSignOn", country: "CH" } };
  for (let time = 0; time < 2; time++) {
    await run.start(guest, null, "runThrough");
    await rest("done");
    expect(run.device).toMatchObject({ account: "GUEST", new: true });
  }
  expect(run.plan?.columns).toEqual(["device", "ias"]);
});

test("a run that has ended is not shown under the name of another environment", async () => {
  await run.start(input, null, "runThrough");
  run.leave("pre-production");
  expect(run.verdict).toBe("running");
  await rest("done");
  run.leave("simulator");
  expect(run.reports).toHaveLength(7);
  run.leave("pre-production");
  expect([run.verdict, run.id, run.code, run.reports.length]).toEqual([undefined, undefined, undefined, 0]);
});
