// A session token that has signed on is not sent again without a word from a person.

import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { openWindow, type Window } from "./window";

async function signedOn(): Promise<Window> {
  const window = await openWindow("Sign-on");
  await window.user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText("Signed on", {}, { timeout: 5_000 });
  return window;
}

async function repeatFrom({ user }: Window, step: RegExp, name: string): Promise<void> {
  await user.pointer({ keys: "[MouseRight]", target: await screen.findByRole("option", { name: step }) });
  await user.click(await screen.findByRole("menuitem", { name }));
}

const warning = () => screen.queryByText("This session token is spent. Send it again?");

test("repeating a sign-on asks first, and getSessionToken is the way out", async () => {
  const window = await signedOn();
  await repeatFrom(window, /^signOnWithSessionToken/, "Repeat from signOnWithSessionToken");
  expect(warning()).not.toBeNull();
  expect(window.asked("repeat_journey")).toEqual([]);
  const box = within(screen.getByRole("region", { name: "What is inside" }));
  await window.user.click(box.getByRole("button", { name: "Repeat from getSessionToken" }));
  await waitFor(() => expect(window.asked("repeat_journey")).toMatchObject([{ step: "get-session-token" }]));
  expect(warning()).toBeNull();
});

test("a person may send it all the same, or leave it", async () => {
  const window = await signedOn();
  await repeatFrom(window, /^read QR/, "Repeat from read QR");
  await window.user.click(screen.getByRole("button", { name: "Leave it" }));
  expect(warning()).toBeNull();
  await repeatFrom(window, /^read QR/, "Repeat from read QR");
  await window.user.click(screen.getByRole("button", { name: "Send it again" }));
  await waitFor(() => expect(window.asked("repeat_journey")).toMatchObject([{ step: "scan" }]));
});

test("reading the code alone sends nothing, so it asks when the run goes on", async () => {
  const window = await signedOn();
  await repeatFrom(window, /^read QR/, "Repeat read QR alone");
  await screen.findByText("Paused", {}, { timeout: 5_000 });
  expect(warning()).toBeNull();
  await window.user.click(screen.getByRole("button", { name: "Step" }));
  expect(warning()).not.toBeNull();
  expect(window.asked("continue_journey")).toEqual([]);
});

test("what makes a new session token, or sends none, is not asked about", async () => {
  const window = await signedOn();
  await repeatFrom(window, /^content_token/, "Repeat from content_token");
  await waitFor(() => expect(window.asked("repeat_journey")).toHaveLength(1));
  await screen.findByText("Signed on", {}, { timeout: 5_000 });
  await repeatFrom(window, /^getSessionToken/, "Repeat from getSessionToken");
  await waitFor(() => expect(window.asked("repeat_journey")).toHaveLength(2));
});

test("the button of a single step says when it would start anew", async () => {
  const { user } = await openWindow("Sign-on");
  const pane = within(screen.getByRole("region", { name: "QR sign-on" }));
  await user.click(await pane.findByRole("button", { name: "Step" }));
  await screen.findByText("Paused");
  expect(pane.getByRole("button", { name: "Step" })).toBeInTheDocument();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText("Signed on", {}, { timeout: 5_000 });
  expect(pane.getByRole("button", { name: "Step anew" })).toBeInTheDocument();
});

test("Ctrl+S saves the run on screen, and is in the list of keys", async () => {
  const window = await signedOn();
  await window.user.keyboard("{Control>}s{/Control}");
  await screen.findByText(/^Saved as/);
  expect(window.asked("save_run")).toHaveLength(1);
  await window.user.keyboard("{F1}");
  const list = within(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }));
  expect(list.getByText("Save the run")).toBeInTheDocument();
});
