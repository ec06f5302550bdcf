import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browser } from "../src/host/browser";
import { Host } from "../src/host/host";
import { Watch } from "../src/features/simulator/watch.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched(answer: () => unknown) {
  const asked = vi.fn(answer);
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const watch = new Watch(new Host("recorded", browser({ simulator_state: asked })));
  return { asked, page, watch, stop: watch.start(page as unknown as Document) };
}

test("the simulator is asked every second while the window is seen, and not otherwise", async () => {
  const { asked, page, stop } = watched(() => ({ requests: [] }));
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toHaveBeenCalledTimes(3);
  page.visibilityState = "hidden";
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveBeenCalledTimes(3);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveBeenCalledTimes(4);
  stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveBeenCalledTimes(4);
});

test("a slow answer is waited for, not asked for again", async () => {
  const { asked, stop } = watched(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked).toHaveBeenCalledOnce();
  stop();
});

test("what goes wrong is kept until the simulator answers again", async () => {
  let fine = false;
  const { watch, stop } = watched(() => {
    if (fine) return { requests: [] };
    throw Object.assign(new Error(), { kind: "storage", headline: "It is gone.", detail: "", remedy: "", problems: [] });
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(watch.error?.headline).toBe("It is gone.");
  fine = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(watch.error).toBeUndefined();
  stop();
});
