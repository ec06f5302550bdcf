// The roads in besides the QR code, in a real browser on recorded answers of the real program: with a password, one of several
// accounts, as a guest; in both themes and two sizes.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axeFindings } from "./browser";
import { chooseEnvironment, columns, looks, pages, sound, verdict } from "./page";

const withPage = pages();
const road = (page: Page, name: string) => page.getByRole("radio", { name }).click();
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function signOnAs(page: Page, user: string, password: string): Promise<void> {
  await field(page, "Username").fill(user);
  await field(page, "Password").fill(password);
  await page.keyboard.press("Control+Enter");
}

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("of two accounts one is chosen by keyboard, and the run goes on with it", async () => {
    await withPage(look, async (page) => {
      await road(page, "Password");
      await field(page, "Username").waitFor();
      await page.getByText("In the simulator: user ACC-1, password tessera").waitFor();
      await sound(page, "before");
      await signOnAs(page, "dave", "tessera");
      await verdict(page, "Paused");
      await sound(page, "to choose");
      expect(await page.getByRole("button", { name: /^Go on/ }).getAttribute("aria-disabled")).toBe("true");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("ACC-6");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await verdict(page, "Signed on");
      expect(await columns(page)).toEqual(["AGS", "STB", "IAS"]);
      await page.getByRole("option", { name: "subsequentSignOn: done 201" }).click();
      await page.getByRole("tab", { name: "Access" }).waitFor();
      await sound(page, "signed on");
    });
  });

  test("a wrong password is explained, its field is empty, and another one mends it", async () => {
    await withPage(look, async (page) => {
      await road(page, "Password");
      await signOnAs(page, "ACC-1", "wrong");
      await verdict(page, "Refused");
      await page.getByText("The user name or the password may be wrong").waitFor();
      expect(await field(page, "Password").inputValue()).toBe("");
      await sound(page, "refused");
      await page.getByRole("button", { name: "Enter the password again" }).click();
      await page.keyboard.type("tessera");
      expect(await field(page, "Password").inputValue()).toBe("tessera");
      await page.getByRole("button", { name: "Repeat from signOn" }).click();
      await verdict(page, "Signed on");
      expect(await field(page, "Password").inputValue()).toBe("");
    });
  });

  test("a password is kept by keyboard, said to be kept, and removed after a question", async () => {
    await withPage(look, async (page) => {
      await road(page, "Password");
      await field(page, "Username").fill("ACC-1");
      await field(page, "Password").fill("tessera");
      await page.getByRole("checkbox", { name: "Keep in the keychain" }).press("Space");
      await page.getByText("Once the platform has taken it").waitFor();
      await sound(page, "to be kept");
      await page.keyboard.press("Control+Enter");
      await verdict(page, "Signed on");
      await page.getByText("The password of ACC-1 lies in the keychain").waitFor();
      await sound(page, "kept");
      await page.getByRole("button", { name: "Remove it…" }).press("Enter");
      await page.getByRole("dialog", { name: "Remove the password of ACC-1?" }).waitFor();
      await sound(page, "to be removed");
      await page.getByRole("button", { name: "Remove", exact: true }).press("Enter");
      await page.getByText("lies in the keychain").waitFor({ state: "detached" });
      await chooseEnvironment(page, /Staging/);
      await road(page, "Password");
      await field(page, "User name").fill("dave");
      await page.getByText("was entered for another host").waitFor();
      await sound(page, "kept for another host");
    });
  });

  test("a guest is warned that each sign-on makes a device", async () => {
    await withPage(look, async (page) => {
      await road(page, "Guest");
      await page.getByText("Each one makes a new device at IAS.").waitFor();
      await sound(page, "before");
      await page.keyboard.press("Control+Enter");
      await verdict(page, "Signed on");
      expect(await columns(page)).toEqual(["STB", "IAS"]);
      await sound(page, "signed on");
    });
  });

  test("where discovery does not answer, the two plain fields stand with the reason", async () => {
    await withPage(look, async (page) => {
      await chooseEnvironment(page, /Lab/);
      await road(page, "Password");
      await page.getByText("Nobody listens at 127.0.0.1, port 9.").waitFor();
      expect(await field(page, "User name").getAttribute("required")).not.toBeNull();
      await sound(page, "untold");
      await chooseEnvironment(page, /Staging/);
      await road(page, "Password");
      await page.getByText("IAS takes these two.").waitFor();
      await sound(page, "at IAS");
    });
  });
});

test("what was typed in secret is gone when another road or environment is looked at", async () => {
  await withPage({}, async (page) => {
    await road(page, "Password");
    await field(page, "Username").fill("dave");
    for (const away of ["road", "environment"]) {
      await field(page, "Password").fill("tessera");
      if (away === "road") {
        await road(page, "Guest");
        await road(page, "Password");
      } else {
        await chooseEnvironment(page, /Pre-production/);
        await road(page, "Password");
        await field(page, "Pin").waitFor();
        expect(await field(page, "Username").inputValue()).toBe("");
        await chooseEnvironment(page, /Simulator/);
      }
      expect(await field(page, "Username").inputValue()).toBe("dave");
      expect(await field(page, "Password").inputValue()).toBe("");
    }
  });
});

test("while discovery is asked, nothing can be sent and progress is seen", async () => {
  await withPage(
    {},
    async (page) => {
      await road(page, "Password");
      await page.getByRole("progressbar", { name: "Asking service discovery what is wanted" }).waitFor();
      const button = page.getByRole("region", { name: "Password sign-on" }).getByRole("button", { name: /^Sign on/ });
      expect(await button.getAttribute("aria-disabled")).toBe("true");
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("button", { name: "Ask again" }).waitFor();
    },
    "/?pace=1500",
  );
});
