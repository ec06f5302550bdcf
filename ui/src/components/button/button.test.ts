import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import Button from "./Button.svelte";

const children = createRawSnippet(() => ({ render: () => "<span>Stop</span>" }));

test("a blocked button keeps its place in the tab order, says why, and does nothing", async () => {
  const onclick = vi.fn();
  render(Button, { blocked: "Nothing is running.", onclick, children });
  const user = userEvent.setup();
  const button = screen.getByRole("button", { name: "Stop" });
  await user.tab();
  expect(button).toHaveFocus();
  expect(button).toHaveAccessibleDescription("Nothing is running.");
  await user.click(button);
  await user.keyboard("{Enter}");
  expect(onclick).not.toHaveBeenCalled();
  expect(await axeFindings()).toEqual([]);
});

test("the shortcut on a button is no part of its name", () => {
  render(Button, { shortcut: "Mod+Enter", children });
  const button = screen.getByRole("button", { name: "Stop" });
  expect(button).toHaveAttribute("aria-keyshortcuts", "Control+Enter");
});
