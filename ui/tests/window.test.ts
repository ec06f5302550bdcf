// What the window does whatever section is open: a warning that stands, clicks that come twice, fields for what is secret.

import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { recordings } from "../src/host/recordings";
import { axeFindings } from "./axe";
import { openWindow } from "./window";

test("a window that another program drives says so in every section", async () => {
  const start = recordings()["start_up"]!;
  const { user } = await openWindow("Sign-on", {
    start_up: async (args, recorder) => ({ ...((await start(args, recorder)) as object), driven: true }),
  });
  for (const section of ["History", "Credentials"]) {
    await user.click(screen.getByRole("button", { name: new RegExp(`^${section}`) }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Another program drives this window");
  }
  expect(await axeFindings()).toEqual([]);
});

test("the second click of a double click on Sign on does not stop what the first began", async () => {
  const { user, main, asked } = await openWindow("Sign-on");
  const journey = within(screen.getByRole("region", { name: /sign-on$/ }));
  const signOn = journey.getByRole("button", { name: /^Sign on/ });
  await waitFor(() => expect(signOn).not.toHaveAttribute("aria-disabled"));
  await user.click(signOn);
  const stop = await journey.findByRole("button", { name: /^Stop/ });
  await fireEvent.click(stop, { detail: 2 });
  expect(asked("cancel_journey")).toEqual([]);
  await main.findByText("Signed on", { exact: true }, { timeout: 5000 });
  expect(asked("start_journey")).toHaveLength(1);
});

test("every field for what is secret is masked, pasted into, and neither filled nor kept nor spell-checked", async () => {
  const { user, main } = await openWindow("Sign-on", {
    sign_on_parameters: () => [
      { name: "Username", mandatory: true, isPassword: false },
      { name: "Password", mandatory: true, isPassword: true },
      { name: "Pin", mandatory: false, isPassword: true },
    ],
  });
  await user.click(await main.findByRole("radio", { name: "Password" }));
  const ofRoad = await Promise.all(["Password", "Pin"].map((name) => screen.findByLabelText(name, { selector: "input.control" })));
  for (const field of ofRoad) await isForSecrets(user, field as HTMLInputElement);
  await user.click(screen.getByRole("button", { name: /^Credentials/ }));
  await user.click(await screen.findByRole("button", { name: "Add an operator credential" }));
  await isForSecrets(user, await screen.findByLabelText<HTMLInputElement>("Operator secret"));
});

async function isForSecrets(user: UserEvent, field: HTMLInputElement): Promise<void> {
  for (const [name, value] of [["type", "password"], ["autocomplete", "off"], ["spellcheck", "false"], ["autocapitalize", "off"]] as const) {
    expect(field).toHaveAttribute(name, value);
  }
  await user.click(field);
  await user.paste("pasted");
  expect(field).toHaveValue("pasted");
}

test("a masked field is made in one place alone", () => {
  const sources = import.meta.glob<string>("../src/**/*.svelte", { query: "?raw", import: "default", eager: true });
  const masked = Object.entries(sources).filter(([, source]) => /type=("|\{[^}]*")password"/.test(source));
  expect(masked.map(([path]) => path)).toEqual(["../src/components/secret-input/SecretInput.svelte"]);
});
