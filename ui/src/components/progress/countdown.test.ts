import { render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import { passedMark } from "./announce";
import Countdown from "./Countdown.svelte";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

const show = (seconds: number, onend = vi.fn()) => {
  render(Countdown, {
    label: "Session token",
    from: Date.now(),
    until: Date.now() + seconds * 1000,
    words: (left?: string) => (left ? `valid for ${left}` : "no longer valid"),
    onend,
  });
  return onend;
};

test("it counts down and ends once", async () => {
  const onend = show(12);
  expect(screen.getByText("valid for 0:12")).toBeInTheDocument();
  await vi.advanceTimersByTimeAsync(3000);
  expect(screen.getByText("valid for 0:09")).toBeInTheDocument();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(screen.getByText("no longer valid")).toBeInTheDocument();
  expect(onend).toHaveBeenCalledOnce();
});

test("it speaks at 60, 30 and 10 seconds and at the end, not every second", async () => {
  show(62);
  const spoken = screen.getByRole("status");
  await vi.advanceTimersByTimeAsync(1000);
  expect(spoken).toHaveTextContent("");
  await vi.advanceTimersByTimeAsync(1000);
  expect(spoken).toHaveTextContent("Session token: 60 s left");
  await vi.advanceTimersByTimeAsync(29_000);
  expect(spoken).toHaveTextContent("Session token: 60 s left");
  await vi.advanceTimersByTimeAsync(1000);
  expect(spoken).toHaveTextContent("Session token: 30 s left");
});

test("a sleep over several marks tells the last one", () => {
  expect(passedMark(62_000, 8_000)).toBe(10);
  expect(passedMark(62_000, 0)).toBe(0);
  expect(passedMark(59_000, 58_000)).toBeUndefined();
});

test("axe finds nothing", async () => {
  vi.useRealTimers();
  show(60);
  expect(await axeFindings()).toEqual([]);
});
