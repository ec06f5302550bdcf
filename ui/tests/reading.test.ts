import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browser } from "../src/host/browser";
import { Host } from "../src/host/host";
import { Reading, rest } from "../src/features/tokens/reading.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Answers with the text itself, the later the longer it is. */
function reading() {
  const asked = vi.fn(async ({ check }: Record<string, unknown>) => {
    const { text } = check as { text: string };
    await new Promise((done) => setTimeout(done, text.length * 100));
    return { cut: text };
  });
  return { asked, it: new Reading(new Host("recorded", browser({ read_token: asked }))) };
}

function type(it: Reading, text: string): void {
  it.text = text;
  it.soon();
}

test("only what is there after a rest is read", async () => {
  const { asked, it } = reading();
  for (const text of ["a", "ab", "abc"]) type(it, text);
  await vi.advanceTimersByTimeAsync(rest + 1000);
  expect(asked).toHaveBeenCalledExactlyOnceWith({ check: { text: "abc", credential: null } }, expect.anything());
  expect(it.view?.cut).toBe("abc");
});

test("a late answer to an earlier text does not come back", async () => {
  const { it } = reading();
  type(it, "long text");
  await vi.advanceTimersByTimeAsync(rest + 10);
  type(it, "b");
  await vi.advanceTimersByTimeAsync(5000);
  expect(it.view?.cut).toBe("b");
});

test("when the text is taken away, so is the answer that is under way", async () => {
  const { it } = reading();
  type(it, "abc");
  await vi.advanceTimersByTimeAsync(rest + 10);
  it.clear();
  await vi.advanceTimersByTimeAsync(5000);
  expect(it.view).toBeUndefined();
});
