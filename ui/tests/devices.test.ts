// The devices on recorded answers: what each has, what can be done with it, and the way back where the platform refuses.

import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { DeviceTokensView, StartUp } from "../src/host/bindings";
import { recordings } from "../src/host/recordings";
import { tapes } from "../src/host/recordings/devices";
import { axeFindings } from "./axe";
import { openWindow, refuse, type Answers, type Window } from "./window";

const none: DeviceTokensView = { access: null, refresh: null, issuedAt: null, refreshToken: "none", automatic: false, refreshDue: null };

/** The devices with the one chosen that is on the simulator. */
async function openDevice(answers: Answers = {}, name = /^iPhone/): Promise<Window> {
  const window = await openWindow("Devices", answers);
  await window.user.click(await window.main.findByRole("option", { name }));
  return window;
}
const press = async ({ main, user }: Window, name: string | RegExp) => user.click(main.getByRole("button", { name }));

test("the list says how each device stands, whose it is, and by which road it signed on", async () => {
  const { main, user } = await openWindow("Devices");
  const first = await main.findByRole("option", { name: /iPhone.*refresh token kept/ });
  for (const part of ["iPhone", "ACC-2, Simulator", "41c07be21d95a3f80c6e7b11", "by QR code, 2026-11-21"]) {
    expect(first).toHaveTextContent(part);
  }
  const second = main.getByRole("option", { name: /QA phone/ });
  expect(second).toHaveTextContent("Mob Android, ACC-1, Pre-production");
  expect(second).toHaveTextContent("by password, 2026-11-20");
  first.focus();
  await user.keyboard("{ArrowDown}");
  expect(main.getByRole("heading", { name: "QA phone" })).toBeInTheDocument();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("button", { name: "Refresh now" })).toHaveFocus());
  expect(await axeFindings()).toEqual([]);
});

test.each([
  ["signed out", none, /This device is signed out/],
  ["keychain not reachable", { ...none, refreshToken: "unreachable" }, /The keychain cannot be reached/],
  ["refresh token kept", { ...none, refreshToken: "held" }, /One refresh brings the session back/],
] as const)("a device that is “%s” says what brings it back", async (words, tokens, title) => {
  const { main } = await openDevice({ device_tokens: () => tokens });
  expect(await main.findAllByText(words)).toHaveLength(2);
  expect(main.getByText(title, { selector: ".title" })).toBeInTheDocument();
  const refresh = main.getByRole("button", { name: "Refresh now" });
  if (tokens.refreshToken === "held") expect(refresh).not.toHaveAttribute("aria-disabled");
  else expect(refresh).toHaveAttribute("aria-disabled", "true");
});

test("that nothing is known of the tokens is told where they would stand", async () => {
  const { main } = await openDevice({ device_tokens: refuse("keychain", "The keychain hangs.") });
  expect(await main.findByText("The keychain hangs.")).toBeInTheDocument();
  expect(main.getAllByText("not known")).toHaveLength(2);
});

test("a refresh brings the session back: both tokens with their ends, and every step", async () => {
  const window = await openDevice();
  const { main, asked } = window;
  await press(window, "Refresh now");
  expect(await main.findByText("done", { selector: "[role=status] *" })).toBeInTheDocument();
  expect(await main.findByRole("option", { name: /access token 60 min/ })).toBeInTheDocument();
  const table = await main.findByRole("table");
  expect(within(table).getByRole("row", { name: /Access token in (59|60|1:00)/ })).toBeInTheDocument();
  expect(within(table).getByRole("row", { name: /Refresh token in (47:59|48:00)/ })).toBeInTheDocument();
  const axis = within(main.getByRole("group", { name: "From sign-on to the end of it" })).getAllByRole("listitem");
  expect(axis.map((item) => item.textContent.trim().split(/\s{2,}| in | \d/)[0])).toEqual(
    expect.arrayContaining([expect.stringContaining("issued"), expect.stringContaining("whole sign-on ends")]),
  );
  expect(asked("start_device_journey")).toMatchObject([{ id: "d-1", goal: "refresh", content: null, mode: "runThrough" }]);
  expect(main.getByRole("tab", { name: "Access token" })).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
});

test("tokens are opened and copied by the program, never by the page", async () => {
  const window = await openDevice();
  const { main, user, asked } = window;
  await press(window, "Refresh now");
  await user.click(await main.findByRole("button", { name: "Show the refresh token" }));
  expect(await main.findByRole("heading", { name: "Refresh token" })).toBeInTheDocument();
  await press(window, "Copy the access token");
  expect(await screen.findByText(/^Copied\. The clipboard is cleared/)).toBeInTheDocument();
  expect(asked("copy_device_token")).toEqual([{ id: "d-1", slot: "access-token" }]);
});

test("the switch says when a refresh is due, and how long before the end", async () => {
  const window = await openDevice();
  const { main, user, asked } = window;
  await press(window, "Refresh now");
  await main.findByRole("table");
  const box = main.getByRole("checkbox", { name: "Refresh by itself" });
  await user.click(box);
  expect(await main.findByText(/^Due in 5\d:\d\d, 5 min before the access token ends\.$/)).toBeInTheDocument();
  expect(main.getByText("refresh due")).toBeInTheDocument();
  await user.click(box);
  expect(await main.findByText(/^Off\. When on: 5 min before/)).toBeInTheDocument();
  expect(asked("refresh_by_itself").map(({ automatic }) => automatic)).toEqual([true, false]);
});

test("a content token is asked for with the environment's own content, and its rights are said", async () => {
  const window = await openDevice();
  const { main, user, asked } = window;
  const content = main.getByRole("textbox", { name: "Content id" });
  expect(content).toHaveValue("CH015");
  await user.click(main.getByRole("button", { name: "Content token" }));
  expect(await main.findAllByText(/May play/)).not.toHaveLength(0);
  await user.clear(content);
  expect(main.getByRole("button", { name: "Content token" })).toHaveAttribute("aria-disabled", "true");
  await user.type(content, "CH404{Enter}");
  expect(await main.findByRole("tab", { name: "Why", selected: true })).toBeInTheDocument();
  expect(asked("start_device_journey").map((args) => args["content"])).toEqual(["CH015", "CH404"]);
});

test("a refused access token that was renewed once shows both calls", async () => {
  const window = await openDevice();
  const { main, user } = window;
  await press(window, "Refresh now");
  await main.findByRole("table");
  await user.clear(main.getByRole("textbox", { name: "Content id" }));
  await user.type(main.getByRole("textbox", { name: "Content id" }), "CH000{Enter}");
  expect(await main.findByText(/renewed once/)).toBeInTheDocument();
  const steps = within(main.getByRole("listbox", { name: "Steps" })).getAllByRole("option");
  expect(steps.map((step) => /\d{3}/.exec(step.textContent)?.[0])).toEqual(["401", "200", "200", "200"]);
  await user.click(steps[0]!);
  expect(await main.findByRole("tab", { name: "Why" })).toBeInTheDocument();
});

test("signing out says that the device stays, and leaves it signed out", async () => {
  const window = await openDevice();
  expect(window.main.getByRole("button", { name: "Sign out" })).toHaveAccessibleDescription(/ends the tokens; the device stays/);
  await press(window, "Sign out");
  expect(await window.main.findByText("This device is signed out")).toBeInTheDocument();
  expect(window.main.getByRole("button", { name: "Refresh now" })).toHaveAttribute("aria-disabled", "true");
});

test("a refused refresh is explained, and its remedy signs the device on again", async () => {
  const window = await openDevice({}, /QA phone/);
  await press(window, "Refresh now");
  await window.user.click(await window.main.findByRole("button", { name: "Sign on again" }));
  expect(await screen.findByRole("main", { name: "Sign-on" })).toBeInTheDocument();
  // A password brings its account.
  expect(screen.queryByRole("combobox", { name: "Account" })).toBeNull();
  expect(await screen.findByText(/^Goes on as client_id 5be7d0c6/)).toBeInTheDocument();
});

test("a refusal that only a new device mends leads to a first-time sign-on", async () => {
  const refused = tapes.refused.at(-1)!;
  const explanation = { ...refused.explanation!, causes: [{ ...refused.explanation!.causes[0]!, remedy: { kind: "signOnFirstTime" } }] };
  const window = await openDevice({
    start_device_journey: (_, { send }) => {
      send({ kind: "stepEnded", report: { ...refused, explanation } });
      send({ kind: "rested", verdict: "refused", next: null, device: null });
      return { run: "r-1" };
    },
  });
  await press(window, "Refresh now");
  await window.user.click(await window.main.findByRole("button", { name: "Sign on first-time" }));
  expect(await screen.findByRole("main", { name: "Sign-on" })).toBeInTheDocument();
  await window.user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(window.asked("start_journey")).toHaveLength(1));
  expect(window.asked("start_journey")).toMatchObject([{ input: { platform: "iphone", signOn: { kind: "firstTime" } } }]);
});

test("a journey under way can be cancelled, and goes on while another section is shown", async () => {
  const window = await openDevice({ start_device_journey: () => new Promise(() => undefined) });
  await press(window, "Refresh now");
  expect(await window.main.findByRole("progressbar", { name: "Refresh: starting…" })).toBeInTheDocument();
  expect(window.main.getByRole("button", { name: "Content token" })).toHaveAccessibleDescription(/under way/);
  await press(window, "Cancel");
  expect(await window.main.findByRole("button", { name: "Cancelling" })).toBeInTheDocument();
  await window.user.click(screen.getByRole("button", { name: "Settings" }));
  await window.user.click(screen.getByRole("button", { name: /^Devices/ }));
  const main = within(await screen.findByRole("main", { name: "Devices" }));
  expect(await main.findByRole("button", { name: "Cancelling" })).toBeInTheDocument();
});

test("what can be done with the chosen device is in the palette, with why it cannot", async () => {
  const { user, asked } = await openDevice();
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByRole("combobox", { name: /^Type a command/ }), "Refresh the tokens of iPhone{Enter}");
  await waitFor(() => expect(asked("start_device_journey")).toHaveLength(1));
});

test("a device can be named, and the empty name takes the label away", async () => {
  const { main, user, asked } = await openDevice();
  const rename = async () => {
    await user.click(main.getByRole("button", { name: "More for this device" }));
    await user.click(await screen.findByRole("menuitem", { name: /Rename/ }));
    return screen.findByRole("textbox", { name: "Label" });
  };
  await user.type(await rename(), "sofa{Enter}");
  expect(await main.findByRole("heading", { name: "sofa" })).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.clear(await rename());
  await user.keyboard("{Enter}");
  await waitFor(() => expect(main.queryByText("sofa")).toBeNull());
  expect(asked("rename_device").map(({ label }) => label)).toEqual(["sofa", null]);
});

test("a device that is forgotten stays with the platform, and that is said first", async () => {
  const { main, user, asked } = await openDevice({}, /QA phone/);
  await user.click(main.getByRole("button", { name: "More for this device" }));
  await user.click(await screen.findByRole("menuitem", { name: /Forget/ }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog).toHaveTextContent("The platform keeps its device");
  await user.click(within(dialog).getByRole("button", { name: "Forget" }));
  await waitFor(() => expect(main.queryByText("QA phone")).toBeNull());
  expect(asked("forget_device")).toEqual([{ id: "d-2" }]);
});

test("without devices it is said how one comes", async () => {
  const { start_up: startUp } = recordings();
  const { main } = await openWindow("Devices", {
    start_up: async (args, recorder) => ({ ...((await startUp?.(args, recorder)) as StartUp), devices: [] }),
  });
  expect(await main.findByText("No devices yet")).toBeInTheDocument();
});

test("signing on as a device chooses its environment, platform and account, and goes on with its client_id", async () => {
  const window = await openDevice();
  await press(window, "Sign on as this");
  expect(await screen.findByRole("main", { name: "Sign-on" })).toBeInTheDocument();
  expect(screen.getByRole("combobox", { name: "Account" })).toHaveValue("ACC-2");
  await window.user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(window.asked("start_journey")).toHaveLength(1));
  const signOn = { kind: "nthTime", clientId: "41c07be21d95a3f80c6e7b11" };
  expect(window.asked("start_journey")).toMatchObject([{ input: { platform: "iphone", signOn } }]);
});
