import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import SelectList from "./SelectList.svelte";

const entries = ["a", "b", "c"].map((id) => ({ id, label: `Device ${id}`, detail: "iOS" }));

function show() {
  const calls = { onchange: vi.fn(), onopen: vi.fn() };
  render(SelectList, { label: "Devices", entries, value: "a", ...calls });
  return { ...calls, user: userEvent.setup() };
}

test("the arrow keys choose, and stop at the ends", async () => {
  const { user, onchange } = show();
  await user.tab();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByRole("option", { selected: true })).toHaveFocus();
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
  expect(onchange.mock.calls).toEqual([["b"], ["c"]]);
  await user.keyboard("{Home}");
  expect(screen.getByRole("option", { selected: true })).toHaveTextContent("Device a");
});

test("Enter opens, Ctrl+Enter is left to the window", async () => {
  const { user, onopen } = show();
  await user.tab();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(onopen).not.toHaveBeenCalled();
  await user.keyboard("{Enter}");
  expect(onopen).toHaveBeenCalledWith("a");
});

test("axe finds nothing", async () => {
  show();
  expect(await axeFindings()).toEqual([]);
});
