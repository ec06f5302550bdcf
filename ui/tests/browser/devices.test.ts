// The devices in a real browser on recorded answers of the real program: every state of one, in both themes and two sizes,
// under the content security policy of the desktop program.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { go, looks, pages, sound } from "./page";

const withDevices = pages(async (page) => {
  await go(page, "Devices");
  await device(page, /iPhone/).click();
});

const device = (page: Page, name: RegExp) => page.getByRole("listbox", { name: "Devices" }).getByRole("option", { name });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const verdict = (page: Page, word: string) => page.getByRole("status").getByText(word, { exact: true }).waitFor();

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("a device is refreshed, used, signed out, and told what brings it back", async () => {
    await withDevices(look, async (page) => {
      await page.getByText("One refresh brings the session back").waitFor();
      await sound(page, "after a restart");
      await press(page, "Refresh now");
      await verdict(page, "done");
      await page.getByRole("checkbox", { name: "Refresh by itself" }).check();
      await page.getByText(/^Due in 5\d:\d\d/).waitFor();
      await sound(page, "refreshed");
      await press(page, "Show the refresh token");
      await page.getByText("RefreshAuthN").waitFor();
      await sound(page, "refresh token");
      await press(page, "Content token");
      await page.getByText("May play").first().waitFor();
      await sound(page, "content token");
      await page.getByRole("textbox", { name: "Content id" }).fill("CH000");
      await press(page, "Content token");
      await page.getByText(/renewed once/).waitFor();
      await sound(page, "renewed");
      await press(page, "Sign out");
      await page.getByText("This device is signed out").waitFor();
      await sound(page, "signed out");
    });
  });

  test("a refused refresh is explained, and one button signs the device on again", async () => {
    await withDevices(look, async (page) => {
      await device(page, /QA phone/).click();
      await press(page, "Refresh now");
      await page.getByText("AGS did not accept the refresh token").waitFor();
      await verdict(page, "refused");
      await sound(page, "refused");
      await press(page, "Sign on again");
      await page.getByText(/^Goes on as client_id 5be7d0c6/).filter({ visible: true }).waitFor();
    });
  });
});

test("a journey under way says at which step it is, and Cancel ends it", async () => {
  await withDevices(
    {},
    async (page) => {
      await press(page, "Refresh now");
      await page.getByRole("progressbar", { name: "Refresh: servicediscovery…" }).waitFor();
      await sound(page, "under way");
      await press(page, "Cancel");
      await verdict(page, "cancelled");
      expect(await device(page, /refresh token kept/).count()).toBe(2);
    },
    "/?pace=800",
  );
});

test("nothing moves above the steps when a journey begins and ends", async () => {
  await withDevices(
    {},
    async (page) => {
      await press(page, "Refresh now");
      await verdict(page, "done");
      await page.getByRole("table").waitFor();
      const place = async () => (await page.getByRole("textbox", { name: "Content id" }).boundingBox())?.y;
      const before = await place();
      await press(page, "Refresh now");
      await page.getByRole("progressbar").waitFor();
      expect(await place()).toBe(before);
      await verdict(page, "done");
      expect(await place()).toBe(before);
    },
    "/?pace=300",
  );
});

test("the arrows choose a device, Enter goes to what can be done with it", async () => {
  await withDevices({}, async (page) => {
    await device(page, /iPhone/).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("heading", { name: "QA phone" }).waitFor();
    await page.keyboard.press("Enter");
    const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
    await expect.poll(focused).toBe("Refresh now");
  });
});
