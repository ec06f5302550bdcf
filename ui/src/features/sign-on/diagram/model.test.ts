// On what the real program answered.

import { expect, test } from "vitest";
import type { StepReport } from "../../../host/bindings";
import { runs } from "../../../host/recordings";
import { deviceName, diagramOf, figuresOf, stepsOf, withShortTimes, type RunPicture } from "./model";

const picture = (reports: readonly StepReport[], more: Partial<RunPicture> = {}): RunPicture => ({
  reports,
  running: undefined,
  verdict: "done",
  headEnd: "played",
  content: true,
  ...more,
});

test("a run that went well has a part for each step and nothing ahead", () => {
  const { parts, ahead } = diagramOf(picture(runs.done));
  expect(parts.map((part) => part.step)).toEqual([...stepsOf({ headEnd: "played", content: true })]);
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

test("with a real head-end nothing is signed or shown here", () => {
  expect(stepsOf({ headEnd: "real", content: false })).toEqual(["discover", "scan", "sign-on"]);
});

test("the figures count calls, not steps", () => {
  const figures = figuresOf(runs.done);
  expect(figures.calls).toBe(4);
  expect(figures.correlationId).toBe(runs.done[0]?.exchange?.correlationId);
});

test("a moment in a note is told as its day", () => {
  expect(withShortTimes("may play CH015 in HD until 2100-01-01T12:00:00.000Z")).toBe(
    "may play CH015 in HD until 2100-01-01",
  );
});

test("a television box and a phone are named as such, anything else by its hardware", () => {
  expect([deviceName("STB"), deviceName("Mobile"), deviceName("Roku"), deviceName(undefined)]).toEqual([
    "STB",
    "Phone",
    "Roku",
    "Device",
  ]);
});
