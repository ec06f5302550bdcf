import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import { clampRatio } from "./ratio";
import SplitPane from "./SplitPane.svelte";

const part = (text: string) => createRawSnippet(() => ({ render: () => `<p>${text}</p>` }));

// happy-dom lays nothing out: the pair is 1000 px long here.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 1000, 500));
});

function show(more = {}) {
  const onratio = vi.fn();
  render(SplitPane, {
    label: "Width of the inputs",
    initial: 0.5,
    minFirst: 200,
    minSecond: 300,
    onratio,
    first: part("left"),
    second: part("right"),
    ...more,
  });
  return { onratio, splitter: screen.getByRole("separator"), user: userEvent.setup() };
}

test("arrow keys move the splitter, and the owner hears it", async () => {
  const { onratio, splitter, user } = show();
  await user.tab();
  expect(splitter).toHaveFocus();
  await user.keyboard("{ArrowRight}");
  expect(onratio).toHaveBeenLastCalledWith(0.516);
  expect(splitter).toHaveAttribute("aria-valuenow", "52");
  await user.keyboard("{Shift>}{ArrowLeft}{/Shift}");
  expect(onratio.mock.lastCall?.[0]).toBeCloseTo(0.452);
});

test("neither pane gets smaller than it can be", async () => {
  const { onratio, user } = show();
  await user.tab();
  await user.keyboard("{Home}");
  expect(onratio).toHaveBeenLastCalledWith(0.2);
  await user.keyboard("{End}");
  expect(onratio).toHaveBeenLastCalledWith(0.7);
});

test("Enter and a double click put it back", async () => {
  const { onratio, splitter, user } = show({ ratio: 0.3, initial: 0.4 });
  await user.tab();
  await user.keyboard("{Enter}");
  expect(onratio).toHaveBeenLastCalledWith(0.4);
  await user.keyboard("{ArrowLeft}");
  await user.dblClick(splitter);
  expect(onratio).toHaveBeenLastCalledWith(0.4);
});

test("other keys are left alone", async () => {
  const { onratio, splitter } = show();
  await fireEvent.keyDown(splitter, { key: "ArrowUp" });
  await fireEvent.keyDown(splitter, { key: "a" });
  expect(onratio).not.toHaveBeenCalled();
});

test("with room for one only, the first pane wins", () => {
  expect(clampRatio(0.1, { whole: 400, minFirst: 300, minSecond: 300 })).toBe(0.75);
});

test("in flow there is nothing to move", () => {
  render(SplitPane, { label: "x", orientation: "flow", first: part("a"), second: part("b") });
  expect(screen.queryByRole("separator")).toBeNull();
});

test("axe finds nothing", async () => {
  show();
  expect(await axeFindings()).toEqual([]);
});
