// The page for a real phone, in a real browser on recorded answers: served, scanned, confirmed, declined, and where there is no
// network; in both themes and two sizes.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chooseEnvironment, columns, go, looks, pages, sound, verdict } from "./page";

const withPage = pages();
const part = (page: Page) => page.getByRole("region", { name: "A real phone" });
const button = (page: Page, name: string) => part(page).getByRole("button", { name });
const badge = (page: Page) => page.getByRole("contentinfo").getByText(/^phone page on/);

/** A phone that confirms when the test says so, and a journey slow enough to see what is said meanwhile. */
const obeys = "/?phone=obeys&pace=300";
const confirm = (page: Page) => page.evaluate(() => dispatchEvent(new Event("phone")));

async function choosePhone(page: Page): Promise<void> {
  await page.locator("summary", { hasText: "Device" }).click();
  await page.getByRole("radio", { name: "a real phone" }).click();
  await part(page).waitFor();
}

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("a phone confirms, the journey starts at once, and the window says what the phone was told", async () => {
    const use = async (page: Page) => {
      await choosePhone(page);
      await button(page, "Serve the page").waitFor();
      const signOn = page.getByRole("region", { name: "QR sign-on" }).getByRole("button", { name: /^Sign on/ });
      expect(await signOn.getAttribute("aria-disabled")).toBe("true");
      expect(await badge(page).count()).toBe(0);
      await part(page).scrollIntoViewIfNeeded();
      await sound(page, "phone before");
      await button(page, "Serve the page").click();
      await part(page).getByText("It offers a sign-on to ACC-1 at Simulator.").waitFor();
      await badge(page).waitFor();
      await sound(page, "phone waits");
      await confirm(page);
      await part(page).getByText("Confirmed from 192.168.1.23.").waitFor();
      await part(page).getByText("The phone is: Mobile, iOS 17.5, 1179 x 2556.").waitFor();
      await verdict(page, "Signed on");
      expect(await columns(page)).toContain("Phone (scans)");
      await part(page).getByText("The phone was told: Signed on.").waitFor();
      await badge(page).waitFor({ state: "detached" });
      await sound(page, "phone told");
      // What comes after the sign-on may be repeated; another sign-on wants another phone.
      expect(await signOn.getAttribute("aria-disabled")).toBe("true");
      await page.getByRole("option", { name: "content_token: done 200" }).click();
      await page.keyboard.press("Control+r");
      await verdict(page, "Signed on");
    };
    await withPage(look, use, obeys);
  });

  test("a phone that says not now ends the page, and what to do is said", async () => {
    await withPage(
      look,
      async (page) => {
        await choosePhone(page);
        await button(page, "Serve the page").click();
        await part(page).getByText(/The phone said: not now. Nothing was sent/).waitFor();
        await sound(page, "phone declined");
        expect(await badge(page).count()).toBe(0);
      },
      "/?phone=declines",
    );
  });

  test("without a network it is said, an address can be typed, and a wrong one is explained", async () => {
    await withPage(
      look,
      async (page) => {
        await choosePhone(page);
        await part(page).getByText("No network that a phone could reach.").waitFor();
        await sound(page, "phone no network");
        const address = part(page).getByRole("textbox", { name: "Address of this machine" });
        await address.fill("192.0.2.1");
        await button(page, "Serve the page").click();
        await part(page).getByText(/cannot be served on 192.0.2.1/).waitFor();
        await sound(page, "phone refused");
        await address.fill("127.0.0.1");
        await button(page, "Serve the page").click();
        await badge(page).getByText("phone page on 127.0.0.1").waitFor();
      },
      "/?interfaces=none&phone=waits",
    );
  });
});

test("between several interfaces a person chooses, and the page is closed when asked", async () => {
  await withPage(
    {},
    async (page) => {
      await choosePhone(page);
      expect(await button(page, "Serve the page").getAttribute("aria-disabled")).toBe("true");
      await part(page).getByRole("combobox", { name: "Serve it on" }).click();
      await page.getByRole("option", { name: /172.17.0.1/ }).click();
      await button(page, "Serve the page").click();
      await part(page).getByText("Served on 172.17.0.1, on this network, until the journey ends.").waitFor();
      expect(await page.getByRole("region", { name: "Set-top-box screen" }).count()).toBe(0);
      // It stays, and is seen, wherever else in the window a person goes.
      await chooseEnvironment(page, /Pre-production/);
      await go(page, "Devices");
      await badge(page).waitFor();
      await go(page, "Sign-on");
      await button(page, "Close the page").click();
      await badge(page).waitFor({ state: "detached" });
    },
    "/?interfaces=several&phone=waits",
  );
});

test("a phone that confirms is signed on to what it confirmed, whatever was chosen meanwhile", async () => {
  const use = async (page: Page) => {
    await choosePhone(page);
    await button(page, "Serve the page").click();
    await badge(page).waitFor();
    await chooseEnvironment(page, /Lab/);
    await confirm(page);
    await verdict(page, "Signed on");
    await page.getByRole("combobox", { name: "Environment" }).getByText("Simulator", { exact: true }).waitFor();
    await part(page).getByText("The phone was told: Signed on.").waitFor();
  };
  await withPage({}, use, obeys);
});
