// The companion's road and what is done around a content token, in a real browser on recorded answers of the real program; in
// both themes and two sizes.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { choose, chooseEnvironment, columns, looks, pages, sound, verdict } from "./page";

const withPage = pages();
const television = (page: Page) => page.getByRole("region", { name: "Television" });
const phone = (page: Page) => page.getByRole("region", { name: "Phone", exact: true });

async function companion(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Companion" }).click();
  await page.getByRole("heading", { name: "Companion sign-on" }).waitFor();
}

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("the television shows a code, and the phone beside it approves when a person says so", async () => {
    await withPage(look, async (page) => {
      await companion(page);
      await page.getByRole("combobox", { name: "Device that approves" }).waitFor();
      await page.getByText("IAS will make a new device on ACC-2.").locator("visible=true").waitFor();
      await sound(page, "companion before");
      const step = page.getByRole("button", { name: "Step", exact: true });
      for (const next of ["show QR", "first poll", "approve"]) {
        await step.click();
        await page.getByText(new RegExp(`then: .*${next}`)).waitFor();
      }
      await television(page).getByText("polled once, not approved yet").waitFor();
      expect(await television(page).getByText("RPTC6HLB", { exact: true }).count()).toBe(1);
      await phone(page).getByText("Approve the device with the code RPTC6HLB?").waitFor();
      await television(page).scrollIntoViewIfNeeded();
      await sound(page, "companion to approve");
      await phone(page).getByRole("button", { name: "Approve" }).click();
      await phone(page).getByText("Approved.").waitFor();
      await page.keyboard.press("Control+Enter");
      await verdict(page, "Signed on");
      expect(await columns(page)).toEqual(["Phone", "DSRA", "STB", "IAS"]);
      await television(page).scrollIntoViewIfNeeded();
      await sound(page, "companion signed on");
    });
  });

  test("a real phone is waited for, and every poll can be opened", async () => {
    await withPage(look, async (page) => {
      await companion(page);
      await page.getByRole("radio", { name: "a real phone" }).click();
      await page.keyboard.press("Control+Enter");
      await verdict(page, "Signed on");
      await television(page).getByText("approved, polled 4 times").waitFor();
      await page.getByRole("option", { name: /^signOnActivationToken/ }).click();
      await page.getByRole("tab", { name: "Response" }).click();
      await choose(page, "Which call", "Call 2 of 4");
      await page.getByText("No Content").waitFor();
      await sound(page, "companion polls");
    });
  });

  test("where no device can approve, the way to one is shown", async () => {
    await withPage(look, async (page) => {
      await chooseEnvironment(page, /Lab/);
      await companion(page);
      await page.getByText("No device can approve here yet").waitFor();
      await sound(page, "companion nobody");
      await page.getByRole("button", { name: "Sign one on with a QR code" }).click();
      await page.getByRole("heading", { name: "QR sign-on" }).waitFor();
    });
  });

  test("the verdict on the token stands apart from the one on the challenge", async () => {
    await withPage(look, async (page) => {
      await page.getByText("Playback", { exact: true }).click();
      await page.getByRole("checkbox", { name: /Ask ADM/ }).check();
      await choose(page, "Licence probe", "Widevine");
      await choose(page, "Certificate of", "Widevine");
      await sound(page, "playback chosen");
      await page.keyboard.press("Control+Enter");
      await verdict(page, "Signed on");
      await page.getByRole("option", { name: /^wvls certificates/ }).click();
      await page.getByText("38 bytes").first().waitFor();
      await page.getByRole("option", { name: /^wvls licenses/ }).click();
      await page.getByText("An empty challenge always is.").waitFor();
      expect(await columns(page)).toEqual(["Head-end", "AGS", "STB (scans)", "IAS", "ADM", "Licence"]);
      await sound(page, "playback verdict");
      await page.getByRole("option", { name: /^content_token/ }).click();
      await page.getByRole("tab", { name: "Content token" }).click();
      await page.getByRole("heading", { name: /^May play/ }).scrollIntoViewIfNeeded();
      await sound(page, "playback rights");
    });
  });

  test("a licence server without an address is said, and the form of the environment is near", async () => {
    await withPage(look, async (page) => {
      await chooseEnvironment(page, /Pre-production/);
      await page.getByText("Playback", { exact: true }).click();
      await choose(page, "Licence probe", "PlayReady");
      await page.getByRole("status").getByText("The environment has no licence server").waitFor();
      await page.getByRole("radio", { name: "URL Builder" }).click();
      await sound(page, "playback no address");
      await page.getByRole("button", { name: "Enter the address" }).click();
      await page.getByRole("heading", { name: "Environments" }).first().waitFor();
    });
  });
});
