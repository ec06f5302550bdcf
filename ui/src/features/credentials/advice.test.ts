import { expect, test } from "vitest";
import { adviceFor } from "./advice";
import { bytesAs, otherFits } from "./shape";

test.each([
  ["hello", "text", 5],
  ["aGVsbG8=", "base64", 5],
  ["aGVsbG8", "base64url", 5],
  ["68656c6c6F", "hex", 5],
  ["äö", "text", 4],
] as const)("%s as %s has its bytes", (secret, encoding, bytes) => {
  expect(bytesAs(secret, encoding)).toBe(bytes);
});

test("what does not fit an encoding has no bytes in it", () => {
  expect(bytesAs("abc", "hex")).toBeUndefined();
  expect(bytesAs("a-b_", "base64")).toBeUndefined();
  expect(bytesAs("abcde", "base64")).toBeUndefined();
  expect(bytesAs("", "text")).toBeUndefined();
});

test("a base64 key taken as text is recognised and mended with one click", () => {
  const advice = adviceFor("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=", "text");
  expect(advice).toMatchObject({ tone: "warn", use: "base64" });
  expect(advice?.words).toBe("44 bytes as text. It looks like base64: 32 bytes so.");
});

test("a hex key taken as text is recognised, a UUID and a sentence are left alone", () => {
  expect(adviceFor("0123456789abcdef".repeat(4), "text")?.use).toBe("hex");
  expect(adviceFor("fc081402-8fa2-411a-9519-2a9282fce45e", "text")).toEqual({ words: "36 bytes as text.", tone: "quiet" });
  expect(adviceFor("correct horse battery staple and more", "text")?.use).toBeUndefined();
});

test("a secret that is not of the chosen encoding is told which it would fit, and is never repeated", () => {
  const advice = adviceFor("canary-secret!", "hex");
  expect(advice).toMatchObject({ words: "This is not hex. It would fit text.", use: "text" });
  expect(advice?.words).not.toContain("canary");
  expect(otherFits("c2Vj", "text")).toEqual(["base64", "base64url"]);
});

test("a short key and a space at the end are told", () => {
  expect(adviceFor("short", "text")?.words).toContain("at least 32");
  expect(adviceFor(`${"x".repeat(40)} `, "text")?.words).toContain("which counts");
});
