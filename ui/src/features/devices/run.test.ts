// Journeys with the tokens of a device on recorded answers, with the host that the window has in a plain browser.

import { beforeEach, expect, test, vi } from "vitest";
import { openHost, type Host } from "../../host";
import { DeviceRun } from "./run.svelte";

let host: Host;
beforeEach(() => {
  host = openHost();
});

async function ran(device: string, goal: "refresh" | "signOut" | "playback", content: string | null = null) {
  const run = new DeviceRun(host, device, goal, content);
  await run.start();
  await vi.waitFor(() => expect(run.isRunning).toBe(false), { timeout: 3000 });
  return run;
}
const states = (run: DeviceRun) => run.reports.map(({ step, state }) => `${step} ${state}`);

test("a refresh brings both tokens, and the device has them afterwards", async () => {
  expect((await host.ask("device_tokens", { id: "d-1" })).access).toBeNull();
  const run = await ran("d-1", "refresh");
  expect(states(run)).toEqual(["discover done", "refresh done"]);
  const { access, refresh, refreshToken } = await host.ask("device_tokens", { id: "d-1" });
  expect([access?.tokenKind.kind, refresh?.tokenKind.kind, refreshToken]).toEqual(["access", "refresh", "held"]);
});

test("a refused access token is renewed once, and both calls are kept", async () => {
  await ran("d-1", "refresh");
  const run = await ran("d-1", "playback", "CH000");
  expect(states(run)).toEqual(["content-token refused", "discover done", "refresh done", "content-token-again done"]);
  expect([run.renewed, run.verdict]).toEqual([true, "done"]);
  expect(run.rights[0]?.contentId).toBe("CH015");
});

test("a content token ends by the clock of the server, where that differs", async () => {
  const run = await ran("d-1", "playback", "CH015");
  const step = run.latest!;
  const token = step.tokens.find(({ slot }) => slot === "content-token")!;
  const end = Date.parse(token.view.expiresAt!);
  expect([run.contentTokenHasEnded(end - 1), run.contentTokenHasEnded(end)]).toEqual([false, true]);
  run.reports = [{ ...step, tokens: [{ ...token, view: { ...token.view, clockSkew: -3_600_000 } }] }];
  expect([run.contentTokenHasEnded(end), run.contentTokenHasEnded(end + 3_600_000)]).toEqual([false, true]);
});

test("a refused refresh ends the journey with its explanation", async () => {
  const run = await ran("d-2", "refresh");
  expect(run.verdict).toBe("refused");
  expect(run.latest?.explanation?.causes[0]?.remedy).toEqual({ kind: "signOnAgain" });
});

test("after a sign-out there is nothing to go on with, and that is said", async () => {
  expect((await ran("d-1", "signOut")).verdict).toBe("done");
  const run = await ran("d-1", "refresh");
  expect([run.verdict, run.error?.kind, run.reports.length]).toEqual(["stopped", "gone", 0]);
});

test("a journey that is cancelled before it has its name ends all the same", async () => {
  const run = new DeviceRun(host, "d-1", "refresh", null);
  const started = run.start();
  await run.cancel();
  expect(run.stopping).toBe(true);
  await started;
  await vi.waitFor(() => expect(run.verdict).toBe("cancelled"), { timeout: 3000 });
});
