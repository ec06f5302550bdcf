import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import Combobox from "./Combobox.svelte";

const suggestions = [
  { value: "ACC-1", label: "ACC-1", detail: "2 devices" },
  { value: "ACC-2", label: "ACC-2" },
];

async function show() {
  const onchange = vi.fn();
  render(Combobox, { label: "Account", suggestions, onchange });
  const user = userEvent.setup();
  await user.tab();
  return { user, onchange, input: screen.getByRole("combobox", { name: "Account" }) };
}

const options = () => screen.queryAllByRole("option", { hidden: true });

test("the arrow keys open the list and Enter takes the marked one", async () => {
  const { user, input, onchange } = await show();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(input).toHaveAttribute("aria-activedescendant", options()[1]?.id);
  await user.keyboard("{Enter}");
  expect(input).toHaveValue("ACC-2");
  expect(onchange).toHaveBeenCalledWith("ACC-2");
  expect(input).toHaveAttribute("aria-expanded", "false");
});

test("the arrow up starts at the end", async () => {
  const { user, input } = await show();
  await user.keyboard("{ArrowUp}");
  expect(input).toHaveAttribute("aria-activedescendant", options()[1]?.id);
});

test("any text may be typed, and what is known narrows with it", async () => {
  const { user, input } = await show();
  await user.keyboard("-2");
  expect(options()).toHaveLength(1);
  await user.keyboard("77");
  expect(options()).toHaveLength(0);
  await user.tab();
  expect(input).toHaveValue("-277");
});

test("Escape closes the list and goes no further", async () => {
  const { user, input } = await show();
  const outside = vi.fn();
  addEventListener("keydown", outside);
  await user.keyboard("{ArrowDown}");
  outside.mockClear();
  await user.keyboard("{Escape}");
  removeEventListener("keydown", outside);
  expect(input).toHaveAttribute("aria-expanded", "false");
  expect(outside).not.toHaveBeenCalled();
});

test("axe finds nothing, open or closed", async () => {
  const { user } = await show();
  expect(await axeFindings()).toEqual([]);
  await user.keyboard("{ArrowDown}");
  expect(await axeFindings()).toEqual([]);
});
