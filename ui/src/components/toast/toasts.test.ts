import { render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import ToastList from "./ToastList.svelte";
import { Toasts } from "./toasts.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a message goes by itself, later when something can still be done about it", async () => {
  const toasts = new Toasts();
  toasts.say("Copied");
  toasts.say("Device deleted", { action: { label: "Undo", run: vi.fn() } });
  await vi.advanceTimersByTimeAsync(5000);
  expect(toasts.shown.map((toast) => toast.text)).toEqual(["Device deleted"]);
  await vi.advanceTimersByTimeAsync(7000);
  expect(toasts.shown).toEqual([]);
});

test("a message stays while it is looked at", async () => {
  const toasts = new Toasts();
  toasts.say("Copied");
  const [toast] = toasts.shown;
  toasts.hold(toast!.id);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(toasts.shown).toHaveLength(1);
  toasts.release(toast!.id);
  await vi.advanceTimersByTimeAsync(5000);
  expect(toasts.shown).toHaveLength(0);
});

test("the same message twice is one message", () => {
  const toasts = new Toasts();
  toasts.say("Copied");
  toasts.say("Copied");
  expect(toasts.shown).toHaveLength(1);
});

test("it is read out politely, and Undo undoes", () => {
  const toasts = new Toasts();
  const run = vi.fn();
  render(ToastList, { toasts });
  toasts.say("Device deleted", { action: { label: "Undo", run } });
  flushSync();
  expect(screen.getByRole("status")).toHaveTextContent("Device deleted");
  screen.getByRole("button", { name: "Undo" }).click();
  expect(run).toHaveBeenCalledOnce();
  expect(toasts.shown).toHaveLength(0);
});
