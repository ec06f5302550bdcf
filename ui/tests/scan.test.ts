// A code is scanned from the screen: from the menu beside the television, and from the command palette.

import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { StartUp } from "../src/host/bindings";
import { recordings } from "../src/host/recordings";
import { openWindow, refuse, type Window } from "./window";

async function choose({ user }: Window, item: RegExp): Promise<void> {
  await user.click(screen.getByRole("button", { name: "Scan a picture…" }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
}

test("the whole screen and a region of it are scanned, and what they hold is asked about first", async () => {
  const window = await openWindow("Sign-on");
  await choose(window, /The whole screen/);
  await screen.findByText("Read from the picture. Send it?", {}, { timeout: 5_000 });
  expect(window.asked("start_journey")).toMatchObject([
    { picture: "screen", input: { road: { kind: "qrSignOn", credential: null } } },
  ]);
  expect(window.asked("continue_journey")).toEqual([]);
  await choose(window, /A region of the screen/);
  await waitFor(() => expect(window.asked("repeat_journey")).toMatchObject([{ step: "scan", picture: "region" }]));
});

test("reading the code again takes the picture from where it came", async () => {
  const window = await openWindow("Sign-on");
  await choose(window, /The whole screen/);
  await screen.findByText("Read from the picture. Send it?", {}, { timeout: 5_000 });
  await window.user.pointer({ keys: "[MouseRight]", target: await screen.findByRole("option", { name: /^read QR/ }) });
  await window.user.click(await screen.findByRole("menuitem", { name: "Repeat from read QR" }));
  await waitFor(() => expect(window.asked("repeat_journey")).toMatchObject([{ step: "scan", picture: "screen" }]));
});

test("the palette scans the screen, too", async () => {
  const window = await openWindow("Devices");
  await window.user.keyboard("{Control>}k{/Control}");
  await window.user.type(await screen.findByRole("combobox", { name: /command/i }), "region of the screen");
  await window.user.keyboard("{Enter}");
  await waitFor(() => expect(window.asked("start_journey")).toMatchObject([{ picture: "region" }]));
  expect(screen.getByRole("main", { name: "Sign-on" })).toBeInTheDocument();
});

test("why there is no picture of the screen is said, and the run does not begin", async () => {
  const remedy = "Scan again and allow it.";
  const window = await openWindow("Sign-on", {
    start_journey: refuse("picture", "No picture of the screen was taken: it was cancelled or refused.", remedy),
  });
  await choose(window, /The whole screen/);
  await screen.findByText(/it was cancelled or refused/);
  await screen.findByText(new RegExp(remedy));
});

test("where the screen cannot be scanned, what to do instead stands in its place", async () => {
  const { start_up: startUp } = recordings();
  const window = await openWindow("Sign-on", {
    start_up: async (args, recorder) => ({ ...((await startUp?.(args, recorder)) as StartUp), scansScreen: false }),
  });
  await window.user.click(screen.getByRole("button", { name: "Scan a picture…" }));
  const item = await screen.findByRole("menuitem", { name: /The whole screen/ });
  expect(item).toHaveTextContent("take a screenshot with its own tool");
  expect(item).toHaveAttribute("aria-disabled", "true");
  await window.user.click(item);
  expect(window.asked("start_journey")).toEqual([]);
});
