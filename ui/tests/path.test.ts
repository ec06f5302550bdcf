// From nothing to the first sign-on in an environment of one's own, and what the top bar offers by keyboard.

import { screen, waitFor, within } from "@testing-library/svelte";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { JourneyInput } from "../src/host/bindings";
import { openWindow } from "./window";

async function command(user: UserEvent, typed: string): Promise<void> {
  await user.keyboard("{Control>}k{/Control}");
  const palette = within(await screen.findByRole("dialog", { name: "Commands" }));
  await waitFor(() => expect(palette.getByRole("combobox")).toHaveFocus());
  await user.keyboard(`${typed}{Enter}`);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
}

const chosen = (name: string) => screen.getByRole("combobox", { name: new RegExp(`^${name}`) });

test("a new environment is saved, taken into use, and its credential is added where it is missing", async () => {
  const { user, asked } = await openWindow("Environments");
  await user.keyboard("{Control>}n{/Control}");
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Quay");
  await user.type(screen.getByRole("textbox", { name: "Tenant" }), "nagra");
  await user.type(screen.getByRole("textbox", { name: "AGS URL" }), "https://ags.quay.example");
  await user.keyboard("{Control>}s{/Control}");
  const toast = await screen.findByRole("group", { name: "Quay is saved" });
  await user.click(within(toast).getByRole("button", { name: "Use it" }));
  expect(await screen.findByRole("main", { name: "Sign-on" })).toBeInTheDocument();
  expect(chosen("Environment")).toHaveTextContent("Quay");
  await user.click(await screen.findByRole("button", { name: "Add its credential" }));
  expect(await screen.findByRole("main", { name: "Credentials" })).toBeInTheDocument();
  await user.type(await screen.findByRole("textbox", { name: "kid" }), "kid-1");
  await user.type(screen.getByLabelText("Operator secret"), "a secret of more than thirty-two letters");
  await user.keyboard("{Control>}s{/Control}");
  await waitFor(() => expect(asked("add_credential")).toMatchObject([{ input: { environment: "quay" } }]));
  await user.click(await screen.findByRole("button", { name: "Sign on with it" }));
  expect(await screen.findByRole("main", { name: "Sign-on" })).toBeInTheDocument();
});

test("the palette changes environment, account and platform", async () => {
  const { user, asked } = await openWindow("Sign-on");
  await command(user, "platform iphone");
  expect(chosen("Platform")).toHaveTextContent(/iPhone/i);
  await command(user, "account acc-2");
  expect(chosen("Account")).toHaveValue("ACC-2");
  await command(user, "environment lab");
  expect(chosen("Environment")).toHaveTextContent("Lab");
  await waitFor(() => expect((asked("prepare_journey").at(-1)?.["input"] as JourneyInput).environment).toBe("lab"));
});

test("where no account is entered it is said, instead of a device on nothing", async () => {
  const { user } = await openWindow("Sign-on");
  await user.clear(chosen("Account"));
  await command(user, "sign on first-time");
  const notes = await screen.findAllByText(/enter one in the top bar/);
  expect(notes.length).toBeGreaterThan(0);
  expect(document.body).not.toHaveTextContent("new device on .");
});

test("a server on this computer is told as local, one elsewhere is not", async () => {
  const { main } = await openWindow("Environments");
  expect(await main.findByRole("option", { name: /Lab/ })).toHaveTextContent("local");
  expect(main.getByRole("option", { name: /Pre-production/ })).not.toHaveTextContent("local");
});
