// The playback sessions of a device in a real browser on recorded answers: the limit, the beat, every call, in both themes
// and two sizes.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { go, looks, pages, sound } from "./page";

const withDevice = pages(async (page) => {
  await go(page, "Devices");
  await page.getByRole("listbox", { name: "Devices" }).getByRole("option", { name: /iPhone/ }).click();
});

const panel = (page: Page) => page.getByRole("region", { name: "Playback sessions" });
const press = (page: Page, name: string) => panel(page).getByRole("button", { name, exact: true }).click();
const runs = (page: Page, running: number) => panel(page).getByText(`${running} running, 3 allowed at once`).waitFor();

async function setUp(page: Page, running: number): Promise<void> {
  await press(page, running === 1 ? "Set up a session" : "Set up one more");
  await runs(page, running);
}

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("sessions are set up to the limit, the refusal is explained, and a tear-down makes room", async () => {
    await withDevice(look, async (page) => {
      await panel(page).scrollIntoViewIfNeeded();
      await sound(page, "no session");
      for (const running of [1, 2, 3]) await setUp(page, running);
      await press(page, "Set up one more");
      await page.getByText("The content token allows 3 sessions at once, and 3 of them are kept here").waitFor();
      await panel(page).getByText(/the limit is reached/).scrollIntoViewIfNeeded();
      await sound(page, "session limit");
      await press(page, "Tear down session 1");
      await runs(page, 2);
      await panel(page).getByRole("button", { name: /session 2 CH015/ }).click();
      await panel(page).getByRole("listbox", { name: "Calls of session 2" }).scrollIntoViewIfNeeded();
      await sound(page, "session calls");
      await press(page, "Tear down all");
      await runs(page, 0);
      await sound(page, "sessions torn down");
    });
  });
});

test.each(["light", "dark"] as const)("sessions beat by licence renewal beside others, in the %s theme", async (theme) => {
  await withDevice(
    { theme },
    async (page) => {
      await setUp(page, 1);
      await panel(page).getByRole("radio", { name: "licence renewal" }).check();
      await panel(page).getByText(/Without a file it is the simulator’s own/).waitFor();
      await setUp(page, 2);
      await press(page, "Choose a file…");
      await panel(page).getByText("challenge.bin, 500 bytes").waitFor();
      await panel(page).getByText(/^[1-9]\d* heartbeats?, last /).waitFor();
      await panel(page).getByText(/^[1-9]\d* licence renewals?, last /).waitFor();
      const calls = panel(page).getByRole("listbox", { name: "Calls of session 2" });
      await calls.getByRole("option", { name: /beat 1/ }).first().click();
      const inside = page.getByRole("region", { name: "What is inside" });
      await inside.getByText("/ssm/v1/renewal-license-wv").first().waitFor();
      await panel(page).scrollIntoViewIfNeeded();
      await sound(page, "session renewals");
    },
    "/?beat=1500",
  );
});

test("a session beats by itself, and each beat can be opened", async () => {
  await withDevice(
    {},
    async (page) => {
      await setUp(page, 1);
      const calls = panel(page).getByRole("listbox", { name: "Calls of session 1" });
      await panel(page).getByText(/^2 heartbeats, last /).waitFor();
      expect(await calls.getByRole("option").count()).toBeGreaterThanOrEqual(3);
      await calls.getByRole("option", { name: /beat 1/ }).click();
      await page.getByRole("region", { name: "What is inside" }).getByText("/ssm/v1/sessions/heartbeat").first().waitFor();
      await sound(page, "session beats");
    },
    "/?beat=900",
  );
});
