import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import { ActionRegistry, type Action } from "../actions.svelte";
import Palette from "./Palette.svelte";

async function show() {
  const run = { signOn: vi.fn(), stop: vi.fn(), go: vi.fn() };
  const all: Action[] = [
    { id: "run", title: "Sign on", group: "Sign-on", keys: ["Mod+Enter"], run: run.signOn },
    { id: "stop", title: "Stop the run", group: "Sign-on", blocked: () => "Nothing is running.", run: run.stop },
    { id: "go", title: "Go to Devices", group: "Window", run: run.go },
    { id: "window.palette", title: "Open the palette", group: "Window", keys: ["Mod+K"], run: vi.fn() },
  ];
  const actions = new ActionRegistry();
  actions.register(() => all);
  render(Palette, { open: true, actions });
  const input = await screen.findByRole("combobox");
  await waitFor(() => expect(input).toHaveFocus());
  return { run, actions, input, user: userEvent.setup() };
}

const marked = (input: HTMLElement) => document.getElementById(input.getAttribute("aria-activedescendant") ?? "");

test("typing narrows, Enter runs the marked action and closes", async () => {
  const { run, input, user } = await show();
  await user.keyboard("dev");
  expect(marked(input)).toHaveTextContent("Go to Devices");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(run.go).toHaveBeenCalledOnce());
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("the arrows go round", async () => {
  const { input, user } = await show();
  expect(marked(input)).toHaveTextContent("Sign on");
  await user.keyboard("{ArrowUp}");
  expect(marked(input)).toHaveTextContent("Go to Devices");
  await user.keyboard("{ArrowDown}");
  expect(marked(input)).toHaveTextContent("Sign on");
});

test("what cannot be done stands there with its reason and does not run", async () => {
  const { run, user } = await show();
  await user.keyboard("stop");
  const option = screen.getByRole("option", { name: /Stop the run/ });
  expect(option).toHaveAttribute("aria-disabled", "true");
  expect(option).toHaveTextContent("Nothing is running.");
  await user.keyboard("{Enter}");
  await user.click(option);
  expect(screen.getByRole("dialog")).toBeInTheDocument();
  expect(run.stop).not.toHaveBeenCalled();
});

test("shortcuts are shown", async () => {
  await show();
  expect(screen.getByRole("option", { name: /Sign on/ })).toHaveTextContent("Ctrl ⏎");
});

test("the palette does not offer itself, and its shortcut closes it", async () => {
  const { user } = await show();
  expect(screen.queryByRole("option", { name: /Open the palette/ })).toBeNull();
  await user.keyboard("{Control>}k{/Control}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("nothing found is said", async () => {
  const { user } = await show();
  await user.keyboard("zzzz");
  expect(screen.getByText("No command matches “zzzz”.")).toBeInTheDocument();
  expect(screen.getByRole("status")).toHaveTextContent("0 commands");
});

test("Escape closes and runs nothing", async () => {
  const { run, user } = await show();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(run.signOn).not.toHaveBeenCalled();
});

test("axe finds nothing", async () => {
  const { user } = await show();
  expect(await axeFindings()).toEqual([]);
  await user.keyboard("sign");
  expect(await axeFindings()).toEqual([]);
});
