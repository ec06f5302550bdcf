import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { axeFindings } from "../../tests/axe";
import { openHost } from "../host";
import App from "./App.svelte";
import { features } from "./features";

afterEach(() => delete document.documentElement.dataset["theme"]);

function show() {
  render(App, { host: openHost(), features });
  return userEvent.setup();
}

const section = () => screen.getByRole("main").getAttribute("aria-label");

test("the navigation lists what exists, in its order", () => {
  show();
  const names = within(screen.getByRole("navigation"))
    .getAllByRole("button")
    .map((button) => button.textContent.trim());
  expect(names).toEqual([
    "Sign-on",
    "Tokens",
    "Devices",
    "History",
    "Simulator",
    "Environments",
    "Credentials",
    "Settings",
  ]);
});

test("every section opens", { timeout: 60_000 }, async () => {
  const user = show();
  for (const { label } of features) {
    await user.click(screen.getByRole("button", { name: new RegExp(`^${label}`) }));
    expect(section()).toBe(label);
    await within(screen.getByRole("main")).findAllByRole("heading", {}, { timeout: 10_000 });
  }
});

test("Ctrl and a digit go to a section, Ctrl+, to the settings", async () => {
  const user = show();
  await user.keyboard("{Control>}[Digit3]{/Control}");
  expect(section()).toBe("Devices");
  await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
  await user.keyboard("{Control>},{/Control}");
  expect(section()).toBe("Settings");
});

test("Ctrl+K and Ctrl+Shift+P open the palette, F1 the shortcuts", async () => {
  const user = show();
  for (const keys of ["{Control>}k{/Control}", "{Control>}{Shift>}P{/Shift}{/Control}"]) {
    await user.keyboard(keys);
    await screen.findByRole("dialog", { name: "Commands" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
  await user.keyboard("{F1}");
  const list = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  expect(list).toHaveTextContent("Go to Devices");
  expect(list).toHaveTextContent("Ctrl 3");
});

test("the theme is on the document, and the system's is no theme at all", async () => {
  const user = show();
  await user.keyboard("{Control>},{/Control}");
  await user.click(await screen.findByRole("radio", { name: "Dark" }));
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  await user.click(screen.getByRole("radio", { name: "System" }));
  expect(document.documentElement).not.toHaveAttribute("data-theme");
});

test("a theme that the program set before the first paint stays", () => {
  document.documentElement.dataset["theme"] = "dark";
  show();
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

test("F6 walks through the regions", async () => {
  const user = show();
  await screen.findByRole("heading", { name: "What happens" });
  await user.keyboard("{F6}");
  expect(document.activeElement?.closest("header")).not.toBeNull();
  await user.keyboard("{F6}");
  expect(document.activeElement?.closest("nav")).not.toBeNull();
});

test("axe finds nothing", async () => {
  show();
  await screen.findByRole("heading", { name: "What happens" });
  expect(await axeFindings()).toEqual([]);
});
