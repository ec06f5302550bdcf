// The roads in as a person meets them, on recorded answers: what is asked for, what is sent, and what is not kept.

import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { JourneyInput } from "../src/host/bindings";
import { fieldsOf } from "../src/features/sign-on/inputs/password.svelte";
import { recordings } from "../src/host/recordings";
import { openWindow, type Answers } from "./window";

async function openPassword(answers?: Answers) {
  const window = await openWindow("Sign-on", answers);
  await window.user.click(await window.main.findByRole("radio", { name: "Password" }));
  return window;
}

const field = (name: string) => screen.findByLabelText(name, { selector: "input.control" });
const signOn = () => within(screen.getByRole("region", { name: /sign-on$/ })).getByRole("button", { name: /^Sign on/ });
const sent = (calls: Record<string, unknown>[]) => calls.map(({ input }) => (input as JourneyInput).road);

test("the first name and the first password have their places, the others go by their names", () => {
  const one = (name: string, isPassword: boolean) => ({ name, isPassword, mandatory: false });
  const fields = fieldsOf([one("Pin", true), one("Region", false), one("User", false), one("Word", true)]);
  expect(fields.map(({ as }) => as)).toEqual(["password", "userName", { parameter: "User" }, { parameter: "Word" }]);
  expect(fields.map(({ secret }) => secret)).toEqual([true, false, false, true]);
});

test("service discovery is asked once for an environment, and again when a person says so", async () => {
  const { user, main, asked } = await openPassword();
  await field("Username");
  await user.click(main.getByRole("radio", { name: "Guest" }));
  await user.click(main.getByRole("radio", { name: "Password" }));
  await field("Username");
  expect(asked("sign_on_parameters")).toEqual([{ environment: "simulator" }]);
  await user.click(main.getByRole("button", { name: "Ask again" }));
  await waitFor(() => expect(asked("sign_on_parameters")).toHaveLength(2));
});

test("what is mandatory has to be there, and every parameter goes to its place", async () => {
  const { user, asked } = await openPassword({
    sign_on_parameters: () => [
      { name: "Username", mandatory: true, isPassword: false },
      { name: "Password", mandatory: true, isPassword: true },
      { name: "Region", mandatory: true, isPassword: false },
      { name: "Pin", mandatory: false, isPassword: true },
    ],
  });
  await user.type(await field("Username"), "ACC-1");
  await user.type(await field("Password"), "tessera");
  expect(signOn()).toHaveAttribute("aria-disabled", "true");
  expect(signOn()).toHaveAccessibleDescription("Enter Region.");
  await user.type(await field("Region"), "eu");
  await user.type(await field("Pin"), "4711");
  expect(await field("Pin")).toHaveAttribute("type", "password");
  await user.click(signOn());
  await waitFor(() => expect(asked("start_journey")).toHaveLength(1));
  const parameters = [{ name: "Region", value: "eu" }, { name: "Pin", value: "4711" }];
  expect(sent(asked("start_journey"))).toEqual([
    { kind: "passwordSignOn", userName: "ACC-1", password: "tessera", parameters },
  ]);
  for (const secret of ["Password", "Pin"]) expect(await field(secret)).toHaveValue("");
  expect(await field("Region")).toHaveValue("eu");
});

test("a sign-on after the first is a repetition that sends no password, until another user is meant", async () => {
  const { user, asked } = await openPassword();
  await user.type(await field("Username"), "ACC-1");
  await user.type(await field("Password"), "tessera");
  await user.click(signOn());
  await screen.findByText("Signed on");
  await user.click(signOn());
  await waitFor(() => expect(asked("repeat_journey")).toHaveLength(1));
  expect(asked("repeat_journey")[0]).toMatchObject({ step: "discover" });
  expect(sent(asked("repeat_journey"))).toMatchObject([{ userName: "ACC-1", password: null }]);
  await screen.findByText("Signed on");
  await user.type(await field("Username"), "0");
  expect(signOn()).toHaveAttribute("aria-disabled", "true");
  expect(signOn()).toHaveAccessibleDescription("Enter Password.");
});

test("a guest says a country or none, and is shown no code", async () => {
  const { user, main, asked } = await openWindow("Sign-on");
  await user.click(await main.findByRole("radio", { name: "Guest" }));
  expect(screen.queryByRole("region", { name: "Set-top-box screen" })).toBeNull();
  await user.click(signOn());
  await screen.findByText("Signed on");
  await user.type(await field("Country"), " CH ");
  await user.click(signOn());
  await waitFor(() => expect(asked("start_journey")).toHaveLength(2));
  expect(sent(asked("start_journey"))).toEqual([
    { kind: "guestSignOn", country: null },
    { kind: "guestSignOn", country: "CH" },
  ]);
});

test("a step of the run on screen is not repeated on another road", async () => {
  const { user, main } = await openWindow("Sign-on");
  await user.click(await main.findByRole("radio", { name: "Guest" }));
  await user.click(signOn());
  await screen.findByText("Signed on");
  await user.click(main.getByRole("radio", { name: "QR code" }));
  await user.click(main.getByRole("button", { name: /^Step anonymoustoken/ }));
  expect(await screen.findByRole("menuitem", { name: /Repeat from anonymoustoken/ })).toHaveAttribute("aria-disabled", "true");
});

test("a new device is made once for each time that one is asked for", async () => {
  const { user, main, asked } = await openWindow("Sign-on");
  await main.findByText("First-time sign-on.", { selector: ".title" });
  const kinds = () => asked("start_journey").map(({ input }) => (input as JourneyInput).signOn.kind);
  const onceMore = async (count: number) => {
    await user.click(signOn());
    await waitFor(() => expect(kinds()).toHaveLength(count));
    await main.findByText("Signed on", { exact: true }, { timeout: 3000 });
  };
  await onceMore(1);
  await user.click(await main.findByRole("button", { name: "Make a new device instead" }));
  await onceMore(2);
  await onceMore(3);
  expect(kinds()).toEqual(["usual", "firstTime", "usual"]);
});

async function openAt(environment: string, answers?: Answers) {
  const settings = { theme: "system", environment, choices: {}, panes: {}, qrCode: "atOnce" };
  const start = recordings()["start_up"];
  const window = await openPassword({
    start_up: (args, recorder) => ({ ...(start?.(args, recorder) as object), settings }),
    ...answers,
  });
  await window.main.findByRole("checkbox", { name: /^Keep/ });
  return window;
}

test("a password is kept only where a person says so, for one user, and once", async () => {
  const { user, main, asked } = await openPassword();
  await user.type(await field("Username"), "ACC-1");
  const keep = () => main.getByRole("checkbox", { name: /^Keep/ });
  expect(keep()).not.toBeChecked();
  await user.click(keep());
  await user.type(await field("Username"), "0");
  expect(keep(), "another user is asked anew").not.toBeChecked();
  await user.type(await field("Username"), "{Backspace}");
  expect(keep()).toBeChecked();
  await user.type(await field("Password"), "tessera");
  await user.click(signOn());
  await screen.findByText("Signed on");
  expect(sent(asked("start_journey"))).toMatchObject([{ keep: "whenAccepted", password: "tessera" }]);
  await main.findByText("The password of ACC-1 lies in the keychain");
  expect(keep()).not.toBeChecked();
});

test("what is kept for a user name is said, used where nothing is typed, and removed after a question", async () => {
  const { user, main, asked } = await openAt("pre-production");
  await user.type(await field("Username"), "dave");
  await main.findByText("The password of dave lies in the keychain");
  expect(await field("Password")).toHaveAccessibleDescription(/the one in the keychain/);
  expect(await field("Pin")).toHaveAccessibleDescription(/the one in the keychain/);
  await user.click(signOn());
  await waitFor(() => expect(sent(asked("start_journey"))).toMatchObject([{ userName: "dave", password: null }]));
  await user.type(await field("Username"), "x");
  expect(main.queryByText(/lies in the keychain/)).toBeNull();
  await user.type(await field("Username"), "{Backspace}");
  await user.click(await main.findByRole("button", { name: "Remove it…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Remove the password of dave?" }));
  await user.click(dialog.getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(main.queryByText(/lies in the keychain/)).toBeNull());
  expect(asked("remove_password")).toEqual([{ environment: "pre-production", userName: "dave" }]);
});

test("a kept password that is refused is replaced by another, and not removed by itself", async () => {
  const { user, main, asked } = await openAt("pre-production");
  await user.type(await field("Username"), "erin");
  await main.findByText("The password of erin lies in the keychain");
  await user.click(signOn());
  await user.click(await screen.findByRole("button", { name: "Enter another one in its place" }));
  expect(await field("Password")).toHaveFocus();
  expect(main.getByRole("checkbox", { name: "Keep what is entered in its place" })).toBeChecked();
  expect(asked("remove_password")).toEqual([]);
  await user.keyboard("tessera");
  await user.click(screen.getByRole("button", { name: "Repeat from signOn" }));
  await waitFor(() => expect(sent(asked("repeat_journey"))).toMatchObject([{ keep: "whenAccepted", password: "tessera" }]));
});

test("a password that was kept for another host has to be entered again", async () => {
  const { user, main } = await openAt("staging");
  await user.type(await field("User name"), "dave");
  await main.findByText("The password kept for dave was entered for another host");
  expect(signOn()).toHaveAttribute("aria-disabled", "true");
  expect(signOn()).toHaveAccessibleDescription("Enter Password.");
});

test("without a keychain a password is kept for this session, with one click", async () => {
  const missing = {
    state: { kind: "missing", why: "noBus" },
    keeping: "inKeychain",
    said: "There is no session bus, so there is no keychain.",
    remedy: "Log in to a desktop.",
  };
  const { user, main, asked } = await openPassword({
    keychain_state: () => missing,
    keep_for_this_session: () => ({ ...missing, keeping: "thisSessionOnly" }),
  });
  await user.type(await field("Username"), "ACC-1");
  await user.click(main.getByRole("checkbox", { name: "Keep in the keychain" }));
  await main.findByText("There is no session bus, so there is no keychain.");
  await user.click(main.getByRole("button", { name: "Keep secrets for this session only" }));
  await main.findByRole("checkbox", { name: "Keep for this session", checked: true });
  expect(asked("keep_for_this_session")).toHaveLength(1);
});
