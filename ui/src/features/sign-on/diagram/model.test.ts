// On what the real program answered.

import { expect, test } from "vitest";
import type { StepReport } from "../../../host/bindings";
import { runs } from "../../../host/recordings";
import { planOf, usualWays } from "../road";
import { deviceName, diagramOf, figuresOf, type RunPicture } from "./model";

const qr = planOf(
  { road: { kind: "qrSignOn", credential: "c-sim", account: "ACC-1", lifetime: null, claims: {} }, content: "CH015" },
  usualWays,
);
const password = planOf(
  { road: { kind: "passwordSignOn", userName: "dave", password: null, parameters: [] }, content: "CH015" },
  usualWays,
);

const picture = (reports: readonly StepReport[], more: Partial<RunPicture> = {}): RunPicture => ({
  reports,
  running: undefined,
  verdict: "done",
  plan: qr,
  ...more,
});

test("a run that went well has a part for each step and nothing ahead", () => {
  const { parts, ahead } = diagramOf(picture(runs.done));
  expect(parts.map((part) => part.step)).toEqual(qr.steps.filter((step) => step !== "choose-code"));
  expect(parts.map((part) => part.arrows?.name)).toEqual([
    "servicediscovery",
    undefined,
    "getSessionToken",
    undefined,
    undefined,
    "signOnWithSessionToken",
    "content_token",
  ]);
  expect(parts.map((part) => part.arrows?.answer?.tone).filter(Boolean)).toEqual(["ok", "ok", "ok", "ok"]);
  expect(ahead).toEqual([]);
});

test("a refusal is banded, says where it stopped and what would have come", () => {
  const reports = [runs.done[0]!, ...runs.wrongEncoding];
  const { parts, ahead } = diagramOf(picture(reports, { verdict: "refused" }));
  const last = parts.at(-1);
  expect(last?.tone).toBe("bad");
  expect(last?.arrows?.answer).toMatchObject({ words: "401 Unauthorized", tone: "bad" });
  expect(last?.stopped).toBe("stopped here: nothing was signed on, no device made");
  expect(last?.note).toBeUndefined();
  expect(ahead).toEqual(["show-qr", "scan", "sign-on", "content-token"]);
});

test("a call without an answer says so", () => {
  const { parts } = diagramOf(picture(runs.notReached, { verdict: "not-reached" }));
  expect(parts[0]?.arrows?.answer).toMatchObject({ words: "no answer", tone: "bad" });
});

test("an answer of success that cannot be read is no success", () => {
  const { parts } = diagramOf(picture(runs.page, { verdict: "unreadable" }));
  expect(parts[0]?.arrows?.answer).toMatchObject({ words: "200 OK", tone: "bad" });
});

test("the step under way has its arrow before there is an answer", () => {
  const { parts, ahead } = diagramOf(
    picture(runs.done.slice(0, 2), { running: "get-session-token", verdict: "running" }),
  );
  expect(parts.at(-1)).toMatchObject({ tone: "running", arrows: { name: "getSessionToken", answer: undefined } });
  expect(ahead[0]).toBe("show-qr");
});

test("an account is only to be chosen where several match", () => {
  const one = diagramOf(picture(runs.password.slice(0, 1), { plan: password, verdict: "paused" }));
  expect(one.ahead).toEqual(["sign-on", "content-token"]);
  const several = diagramOf(picture(runs.several.slice(0, 2), { plan: password, verdict: "paused" }));
  expect(several.parts.at(-1)).toMatchObject({ note: "2 accounts match: choose one", tone: "plain" });
  expect(several.parts.at(-1)?.arrows).toMatchObject({ name: "signOn", answer: { words: "300 Multiple Choices", tone: "warn" } });
  expect(several.ahead).toEqual(["choose-account", "content-token"]);
});

test("a step is called as its call on this road", () => {
  const { parts } = diagramOf(picture(runs.several, { plan: password }));
  expect(parts.map((part) => part.label.split(":")[0])).toEqual([
    "servicediscovery",
    "signOn",
    "subsequentSignOn",
    "content_token",
  ]);
  const running = diagramOf(picture([], { plan: password, running: "sign-on", verdict: "running" }));
  expect(running.parts[0]).toMatchObject({ label: "signOn: under way", arrows: { from: "device", to: "ags" } });
});

test("the figures count calls, not steps", () => {
  const figures = figuresOf(runs.done);
  expect(figures.calls).toBe(4);
  expect(figures.correlationId).toBe(runs.done[0]?.exchange?.correlationId);
});

test("a television box and a phone are named as such, anything else by its hardware", () => {
  expect([deviceName("STB"), deviceName("Mobile"), deviceName("Roku"), deviceName(undefined)]).toEqual([
    "STB",
    "Phone",
    "Roku",
    "Device",
  ]);
});

const companion = planOf({ road: { kind: "companionSignOn", approver: "d-1" }, content: null }, usualWays);

test("the phone approves, and what is renewed on the way is asked for by the phone", () => {
  const parts = diagramOf(picture(runs.companion, { plan: companion })).parts;
  expect(parts.find(({ step }) => step === "approve")?.arrows).toMatchObject({ name: "approve", from: "phone", to: "dsra" });
  const renewed = { ...runs.done[0]!, step: "discover" as const };
  const diagram = diagramOf(picture([...runs.companion.slice(0, 3), renewed], { plan: companion, verdict: "paused" }));
  expect(diagram.parts.at(-1)?.arrows).toMatchObject({ from: "phone", to: "ags" });
  expect(diagram.columns).toEqual(["ags", "phone", "dsra", "device", "ias"]);
  expect(diagram.ahead).toEqual(["approve", "await-approval", "sign-on"]);
});

test("while it is polled again the step is under way, and every poll counts as a call", () => {
  const poll = { ...runs.companion[2]!, step: "await-approval" as const };
  const polled = { ...poll, earlier: [poll.exchange!, poll.exchange!] };
  const { parts } = diagramOf(picture([polled], { plan: companion, running: "await-approval", verdict: "running" }));
  expect(parts.map(({ tone }) => tone)).toEqual(["running"]);
  expect(figuresOf([polled]).calls).toBe(3);
});
