import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { Environments } from "../src/app/records/environments.svelte";
import { asksChoices } from "../src/features/simulator/argument";
import type { Host } from "../src/host";
import type { EnvironmentEntry } from "../src/host/bindings";
import { axeFindings } from "./axe";
import { openWindow, refuse, type Answers } from "./window";

async function openStaging(answers?: Answers) {
  const window = await openWindow("Environments", answers);
  await window.user.click(await window.main.findByRole("option", { name: /Staging/ }));
  return window;
}

const field = (name: string) => screen.getByRole("textbox", { name });

test("the list has the simulator first, marked, and what stands against the others", async () => {
  const { main } = await openWindow("Environments");
  const entries = await main.findAllByRole("option");
  expect(entries[0]).toHaveTextContent("Simulator simulated");
  expect(main.getByRole("option", { name: /Lab/ })).toHaveTextContent("local");
  expect(main.getByRole("option", { name: /Staging/ })).toHaveTextContent("any certificate");
  expect(main.getByRole("option", { name: /old/ })).toHaveTextContent("damaged");
  expect(main.getByText(/says nothing of a real platform/)).toBeInTheDocument();
  expect(main.queryByRole("button", { name: /^Save/ })).toBeNull();
});

test("the built-in environment is set where the simulator's choices are, every other in its form", async () => {
  const environments = new Environments({} as Host);
  environments.take([
    { id: "simulator", simulated: true } as EnvironmentEntry,
    { id: "lab", simulated: false } as EnvironmentEntry,
  ]);
  expect(environments.placeOf("lab")).toEqual(["environments", "lab"]);
  const { main, user } = await openWindow("Environments");
  const [section, argument] = environments.placeOf("simulator");
  expect(section).toBe("simulator");
  expect(asksChoices(argument)).toBe(true);
  await user.click(main.getByRole("button", { name: "Open the simulator" }));
  expect(await screen.findByText("Everything here is simulated")).toBeInTheDocument();
});

test("a damaged file is shown with its problems and is left as it is", async () => {
  const { main, user } = await openWindow("Environments");
  await user.click(await main.findByRole("option", { name: /old/ }));
  expect(main.getByText(/The file is left as it is/)).toBeInTheDocument();
  expect(main.getByText("line 4, column 10")).toBeInTheDocument();
  expect(main.getByText("/home/anna/.config/tessera/environments/old.toml")).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
});

test("Ctrl+S saves what was changed, over the revision that was read", async () => {
  const { main, user, asked } = await openStaging();
  await user.clear(field("Tenant"));
  await user.type(field("Tenant"), "other");
  expect(main.getByRole("option", { name: /Staging/ })).toHaveTextContent("not saved");
  await user.keyboard("{Control>}s{/Control}");
  await screen.findByText("Staging is saved");
  expect(asked("save_environment")).toMatchObject([
    { id: "staging", revision: "staging-1", environment: { tenant: "other", name: "Staging" } },
  ]);
  expect(main.getByRole("option", { name: /Staging/ })).not.toHaveTextContent("not saved");
});

test("what was typed is still there after another section was looked at", async () => {
  const { user } = await openStaging();
  await user.type(field("Name"), " 2");
  await user.click(screen.getByRole("button", { name: "Settings" }));
  await user.click(screen.getByRole("button", { name: "Environments" }));
  expect(await screen.findByRole("textbox", { name: "Name" })).toHaveValue("Staging 2");
});

test("a refusal is told at its fields, and the focus is on the first", async () => {
  const problems = [
    { key: "tenant", what: "is empty", remedy: "Write something." },
    { key: "urls.ags", what: "is no URL: no host", remedy: "Write a URL." },
  ];
  const { main, user } = await openStaging({
    save_environment: refuse("environment", "The environment was not saved.", "Change these fields and save again.", problems),
  });
  await user.clear(field("Tenant"));
  await user.keyboard("{Control>}s{/Control}");
  expect(await main.findByText("Is empty. Write something.")).toBeInTheDocument();
  expect(field("AGS URL")).toHaveAccessibleDescription(/Is no URL: no host\. Write a URL\./);
  await waitFor(() => expect(field("Tenant")).toHaveFocus());
  expect(main.getByText("Change these fields and save again.")).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
});

test("a file that somebody else changed can be read again", async () => {
  const { main, user, asked } = await openStaging({
    save_environment: refuse("environment-changed", "The environment file was changed by somebody else."),
  });
  await user.type(field("Name"), " 2");
  await user.keyboard("{Control>}s{/Control}");
  await user.click(await main.findByRole("button", { name: "Read it again" }));
  await waitFor(() => expect(field("Name")).toHaveValue("Staging"));
  expect(asked("list_environments").length).toBeGreaterThan(0);
});

test("an environment is made with Ctrl+N and is chosen when it is saved", async () => {
  const { main, user, asked } = await openWindow("Environments");
  await user.keyboard("{Control>}n{/Control}");
  await waitFor(() => expect(field("Name")).toHaveFocus());
  await user.keyboard("Lab 2");
  await user.type(field("Tenant"), "nagra");
  await user.type(field("AGS URL"), "https://ags.lab.example");
  await user.click(main.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(main.getByRole("option", { name: /Lab 2/ })).toHaveAttribute("aria-selected", "true"));
  expect(asked("create_environment")).toMatchObject([
    { environment: { name: "Lab 2", urls: { ags: "https://ags.lab.example" }, allowHttp: false } },
  ]);
});

test("the preview follows the template", async () => {
  const { main, user } = await openStaging();
  await user.clear(field("Template"));
  expect(main.getByRole("group", { name: "The code would hold" })).toHaveTextContent("exactly once");
  await user.type(field("Template"), "https://tv.example/{{sessionToken}");
  expect(main.getByRole("group", { name: "The code would hold" })).toHaveTextContent(
    "https://tv.example/abc3fj6sdehd529ng33dg",
  );
});

test("any certificate is accepted for this session, with a standing warning that ends it", async () => {
  const { main, user, asked } = await openStaging();
  await user.click(main.getByRole("button", { name: "Check certificates again" }));
  await waitFor(() => expect(main.queryByText("Any certificate is accepted")).toBeNull());
  await user.click(main.getByRole("checkbox", { name: "Accept an invalid certificate" }));
  expect(await main.findByText("Any certificate is accepted")).toBeInTheDocument();
  expect(asked("accept_invalid_certificate")).toEqual([
    { id: "staging", accept: false },
    { id: "staging", accept: true },
  ]);
});

test("deleting is confirmed and says that the credentials go too", async () => {
  const { main, user, asked } = await openStaging();
  await user.click(main.getByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: /Delete/ }));
  const dialog = await screen.findByRole("dialog", { name: "Delete Staging?" });
  expect(dialog).toHaveTextContent(/its operator credential and the secret in the keychain/);
  expect(dialog).toHaveTextContent(/passwords that are kept for it are removed/i);
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(main.queryByRole("option", { name: /Staging/ })).toBeNull());
  expect(asked("delete_environment")).toEqual([{ id: "staging" }]);
});

test("axe finds nothing in the form", async () => {
  await openStaging();
  expect(await axeFindings()).toEqual([]);
});
