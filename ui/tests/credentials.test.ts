import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { World } from "../src/host/recordings/world";
import { axeFindings } from "./axe";
import { openWindow, refuse, type Answers } from "./window";

const secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=";
const secretField = () => screen.getByLabelText("Operator secret");

async function add(answers?: Answers) {
  const window = await openWindow("Credentials", answers);
  await window.main.findAllByRole("option");
  await window.user.click(window.main.getByRole("button", { name: "Add an operator credential" }));
  await waitFor(() => expect(screen.getByRole("textbox", { name: "kid" })).toHaveFocus());
  await window.user.keyboard("kid-1");
  await window.user.click(secretField());
  await window.user.paste(secret);
  return window;
}

test("a secret is pasted, masked, advised on, sent once, and gone from the document", async () => {
  const { main, user, asked } = await add();
  expect(secretField()).toHaveAttribute("type", "password");
  expect(secretField()).toHaveAttribute("autocomplete", "off");
  expect(secretField()).toHaveAttribute("spellcheck", "false");
  await user.click(main.getByRole("button", { name: "Use base64" }));
  await user.keyboard("{Control>}s{/Control}");
  await screen.findByText("The operator credential is saved");
  expect(asked("add_credential")).toEqual([
    { input: { environment: "lab", label: null, kid: "kid-1", encoding: "base64", secret } },
  ]);
  expect(secretField()).toHaveValue("");
  expect(secretField()).toHaveAttribute("placeholder", expect.stringMatching(/^stored, \d+ bytes, 3fa9c1$/));
  expect(document.documentElement.outerHTML).not.toContain(secret);
});

test("leaving the form forgets the secret", async () => {
  const { main, user, asked } = await add();
  await user.click(main.getByRole("option", { name: /Lab/ }));
  expect(secretField()).toHaveValue("");
  await user.click(main.getByRole("button", { name: "Add an operator credential" }));
  expect(secretField()).toHaveValue("");
  expect(asked("add_credential")).toEqual([]);
});

test("without a keychain the secret can be kept for this session only, with one click", async () => {
  let session = false;
  const { main, user, asked } = await add({
    keep_for_this_session: () => {
      session = true;
      return { state: { kind: "missing", why: "noBus" }, keeping: "thisSessionOnly", said: null, remedy: null };
    },
    add_credential: (args, recorder) =>
      session ? { ...new World().credential("c-lab"), id: "new" } : refuse("no-keychain", "There is no keychain here.")(args, recorder),
  });
  await user.keyboard("{Control>}s{/Control}");
  expect(await main.findByRole("alert")).toHaveTextContent("There is no keychain here.");
  await user.click(within(main.getByRole("alert")).getByRole("button", { name: "Keep secrets for this session only" }));
  await screen.findByText("The operator credential is saved");
  expect(asked("add_credential")).toHaveLength(2);
  expect(main.getByText(/Secrets are kept for this session only\. Nothing is written/)).toBeInTheDocument();
});

test("a stored secret is kept when none is entered", async () => {
  const { main, user, asked } = await openWindow("Credentials");
  await user.click(await main.findByRole("option", { name: /Lab/ }));
  await user.type(screen.getByRole("textbox", { name: "Label" }), " 2");
  await user.keyboard("{Enter}");
  await screen.findByText("The operator credential is saved");
  expect(asked("change_credential")).toMatchObject([{ id: "c-lab", input: { label: "Lab 2", secret: null } }]);
});

test("a missing kid and a missing secret are told at their fields, and nothing is sent", async () => {
  const { main, user, asked } = await openWindow("Credentials");
  await user.click(main.getByRole("button", { name: "Add an operator credential" }));
  await user.type(screen.getByRole("textbox", { name: "Label" }), "x{Enter}");
  expect(secretField()).toHaveAccessibleDescription(/Enter the operator secret/);
  expect(screen.getByRole("textbox", { name: "kid" })).toHaveAccessibleDescription(/Enter the kid/);
  expect(asked("add_credential")).toEqual([]);
});

test("a secret is withheld from a changed host until that is allowed", async () => {
  const { main, user, asked } = await openWindow("Credentials");
  await user.click(await main.findByRole("option", { name: /Staging/ }));
  expect(main.getByText("Not sent to https://ags.staging.example")).toBeInTheDocument();
  await user.click(main.getByRole("button", { name: "Allow for this host" }));
  await waitFor(() => expect(main.queryByText(/^Not sent to/)).toBeNull());
  expect(asked("allow_hosts")).toEqual([{ id: "c-sta" }]);
});

test("the simulator's own credential cannot be changed or removed", async () => {
  const { main } = await openWindow("Credentials");
  expect(await main.findByText("The simulator's own credential")).toBeInTheDocument();
  expect(main.queryByLabelText("Operator secret")).toBeNull();
  expect(main.queryByRole("button", { name: "More" })).toBeNull();
});

test("removing is confirmed", async () => {
  const { main, user, asked } = await openWindow("Credentials");
  await user.click(await main.findByRole("option", { name: /Lab/ }));
  await user.click(main.getByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: /Remove/ }));
  await user.click(within(await screen.findByRole("dialog", { name: "Remove Lab?" })).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(main.queryByRole("option", { name: /Lab/ })).toBeNull());
  expect(asked("remove_credential")).toEqual([{ id: "c-lab" }]);
});

test.each([
  [{ kind: "locked" }, /It is locked/],
  [{ kind: "hung" }, /Start it again or log in again/],
  [{ kind: "missing", why: "noProvider" }, /Install GNOME Keyring/],
] as const)("a keychain that is %o is told with its remedy", async (state, said) => {
  const missing = state.kind === "missing";
  const view = { state, keeping: "inKeychain", said: missing ? "No keychain." : null, remedy: missing ? "Install GNOME Keyring." : null };
  const { main } = await openWindow("Credentials", { keychain_state: () => view });
  expect(await main.findByText(said)).toBeInTheDocument();
  expect(main.getByRole("button", { name: "Keep secrets for this session only" })).toBeInTheDocument();
});

test("axe finds nothing", async () => {
  await add();
  expect(await axeFindings()).toEqual([]);
});
