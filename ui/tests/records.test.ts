// History, simulator, tokens and settings on recorded answers.

import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { axeFindings } from "./axe";
import { openWindow, refuse } from "./window";

test("a past run is shown with its steps; the one that failed is open", async () => {
  const { main, user } = await openWindow("History");
  await user.click(await main.findByRole("option", { name: /did not accept/ }));
  const steps = await main.findByRole("listbox", { name: "Steps" });
  expect(within(steps).getByRole("option", { selected: true })).toHaveTextContent("getSessionToken");
  expect(await main.findByRole("tab", { name: "Why", selected: true })).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
});

test("a past run is saved, and it is said where", async () => {
  const { main, user, asked } = await openWindow("History");
  await user.click(await main.findByRole("button", { name: "Save the run" }));
  expect(await screen.findByText(/^Saved as .*\.json$/)).toBeInTheDocument();
  expect(asked("save_run")).toEqual([{ run: "run-1" }]);
});

test("tokens of a past run can be read, not copied or shown whole", async () => {
  const { main, user } = await openWindow("History");
  await user.click(await main.findByRole("option", { name: /signOnWithSessionToken/ }));
  await user.click(main.getByRole("tab", { name: "Access token" }));
  expect(await main.findByText(/they can be read, not used/)).toBeInTheDocument();
  expect(main.queryByRole("button", { name: /Show for 10 s/ })).toBeNull();
});

test("older runs are asked for by the cursor of the last page", async () => {
  const run = { id: "a", environment: "lab", environmentName: "Lab", journey: "qr-sign-on", account: null, platform: null };
  const summary = { ...run, startedAt: "2026-11-22T07:00:00Z", endedAt: "2026-11-22T07:00:01Z", verdict: "done", headline: "First", exchanges: 4, warnings: 0, errors: 0 };
  const next = { startedAt: summary.startedAt, id: "a" };
  const { main, user, asked } = await openWindow("History", {
    list_runs: ({ after }) =>
      after ? { runs: [{ ...summary, id: "b", headline: "Second" }], next: null } : { runs: [summary], next },
    stored_run: () => ({ summary, report: null }),
  });
  expect(await main.findByText("This run cannot be shown step by step")).toBeInTheDocument();
  await user.click(main.getByRole("button", { name: "Show older runs" }));
  expect(await main.findByRole("option", { name: /Second/ })).toBeInTheDocument();
  expect(main.queryByRole("button", { name: "Show older runs" })).toBeNull();
  expect(asked("list_runs").map(({ after }) => after)).toEqual([null, next]);
});

test("all runs are deleted only when that is confirmed", async () => {
  const { main, user, asked } = await openWindow("History");
  await main.findByRole("option", { name: /did not accept/ });
  await user.click(main.getAllByRole("button", { name: "More" })[0]!);
  await user.click(await screen.findByRole("menuitem", { name: /Delete all/ }));
  const dialog = await screen.findByRole("dialog");
  expect(asked("delete_all_runs")).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Delete all" }));
  expect(await main.findByText("No runs yet")).toBeInTheDocument();
});

test("the simulator says that it is one, lists its requests and is reset when that is confirmed", async () => {
  const { main, user, asked } = await openWindow("Simulator");
  expect(await main.findByText("Everything here is simulated")).toBeInTheDocument();
  expect(await main.findByText("POST /ags/getSessionToken")).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
  await user.click(main.getByRole("button", { name: "Reset…" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Reset" }));
  await screen.findByText("The simulator is as at the first start");
  expect(asked("reset_simulator")).toHaveLength(1);
});

test("the simulator's own reason for a refusal is shown as text", async () => {
  const why = "<img src=x onerror=alert(1)> is no tenant of mine";
  const request = { number: 1, at: "2026-11-22T07:00:00Z", method: "POST", path: "/ags/getSessionToken", call: "get-session-token", status: 401, correlationId: null, microseconds: 5, why };
  const snapshot = { at: request.at, tenantId: "nagra", accounts: [], contents: [], openSessionTokens: 0, registrations: [], streams: [] };
  const clock = { now: request.at, movedBySeconds: 0 };
  const { main } = await openWindow("Simulator", {
    simulator_state: () => ({ baseUrl: "http://127.0.0.1:1", sspUrl: "", clock, snapshot, choices: {}, faults: [], requests: [request], held: [] }),
  });
  expect(await main.findByText(`why: ${why}`)).toBeInTheDocument();
  expect(document.querySelector("img")).toBeNull();
});

test("a pasted token is read as it is typed, and the last answer counts", async () => {
  const { main, user, asked } = await openWindow("Tokens");
  const field = main.getByRole("textbox", { name: "Token" });
  expect(field).toHaveAttribute("spellcheck", "false");
  await waitFor(() => expect(field).toHaveFocus());
  await user.paste("eyJhbGciOiJIUzI1NiJ9.e30.abc");
  expect(await main.findByRole("heading", { name: "Access token" })).toBeInTheDocument();
  expect(asked("read_token")).toEqual([{ check: { text: "eyJhbGciOiJIUzI1NiJ9.e30.abc", credential: null } }]);
  expect(await axeFindings()).toEqual([]);
  await user.click(main.getByRole("button", { name: "Clear" }));
  expect(main.getByText("No token is open")).toBeInTheDocument();
});

test("an opaque token is explained, and a refusal is told where it happened", async () => {
  const view = { tokenKind: { kind: "untyped" }, form: "opaque", cut: "…cut:3fa9c1", length: 21, header: [], claims: [], signature: "notCheckable", expiresAt: null, chainEndsAt: null, rights: [], findings: [] };
  const { main, user } = await openWindow("Tokens", {
    read_token: (args, recorder) =>
      JSON.stringify(args).includes("opaque") ? view : refuse("keychain", "The keychain is locked.")(args, recorder),
  });
  await waitFor(() => expect(main.getByRole("textbox", { name: "Token" })).toHaveFocus());
  await user.paste("opaque");
  expect(await main.findByText(/21 characters of opaque text/)).toBeInTheDocument();
  await user.clear(main.getByRole("textbox", { name: "Token" }));
  await user.paste("other");
  expect(await main.findByText("The keychain is locked.")).toBeInTheDocument();
});

test("the settings are saved, and a code that is shown when asked says why", async () => {
  const { main, user, asked } = await openWindow("Settings");
  await user.click(main.getByRole("radio", { name: "When asked for" }));
  expect(main.getByText(/whoever scans it can sign on/)).toBeInTheDocument();
  expect(main.getByText("Tessera 0.1.0")).toBeInTheDocument();
  await waitFor(() => expect(asked("save_settings").at(-1)).toMatchObject({ settings: { qrCode: "whenAsked" } }), {
    timeout: 3000,
  });
  expect(await axeFindings()).toEqual([]);
});
