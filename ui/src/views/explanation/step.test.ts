import { expect, test } from "vitest";
import type { StepReport } from "../../host/bindings";
import { stepTitle } from "./step";

const report = (step: string, call?: string) => ({ step, exchange: call ? { name: call } : null }) as unknown as StepReport;

test("a step is called as its call, else as what the program did by itself", () => {
  expect(stepTitle(report("sign-on", "signOn"))).toBe("signOn");
  expect(stepTitle(report("scan"))).toBe("read QR");
  expect(stepTitle(report("sign-on"), "anonymoustoken")).toBe("anonymoustoken");
});

test("a call that is made again has a name of its own", () => {
  expect(stepTitle(report("content-token", "content_token"))).toBe("content_token");
  expect(stepTitle(report("content-token-again", "content_token"))).toBe("content_token again");
});

test("a step of another version of the program has its own word", () => {
  expect(stepTitle(report("fly-to-the-moon"))).toBe("fly-to-the-moon");
});
