// The sign-on in a real browser on recorded answers of the real program: the whole way of a person, in both themes and two
// sizes, under the content security policy of the desktop program.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test, vi } from "vitest";
import { chooseEnvironment, looks, pages, sound, verdict } from "./page";

const withPage = pages();
const pane = (page: Page, name: string) => page.getByRole("region", { name });
const step = (page: Page, name: RegExp) => page.getByRole("option", { name });

async function signOn(page: Page, word = "Signed on"): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await verdict(page, word);
}

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("from nothing to a content token", async () => {
    await withPage(look, async (page) => {
      await page.getByText("First-time sign-on.").filter({ visible: true }).waitFor();
      await sound(page, "before");
      await signOn(page);
      await page.getByRole("tab", { name: "Access" }).waitFor();
      await sound(page, "access token");
      for (const tab of ["Request", "Response", "Refresh", "Findings"]) {
        await page.getByRole("tab", { name: tab }).click();
        await sound(page, tab);
      }
      await step(page, /content_token: done 200/).click();
      await page.getByText("May play").waitFor();
      await sound(page, "content token");
      await page.getByText("Nth-time sign-on.").filter({ visible: true }).waitFor();
    });
  });

  test("a refusal is explained and mended with one button", async () => {
    await withPage(look, async (page) => {
      await chooseEnvironment(page, /Pre-production/);
      // The device of this environment came by the other road.
      await page.getByRole("radio", { name: "QR code" }).click();
      await signOn(page, "Refused");
      await page.getByText("The secret looks like base64, but was used as text").waitFor();
      await sound(page, "refused");
      await page.getByRole("button", { name: "Use as base64 and repeat" }).click();
      await verdict(page, "Signed on");
    });
  });

  test("what a foreign picture holds is sent only after a person has seen it", async () => {
    await withPage(look, async (page) => {
      await page.getByRole("button", { name: "Scan a picture…" }).click();
      await page.getByRole("menuitem", { name: /Choose a file/ }).click();
      await page.getByText("https://example.com/activate?token=ABC-DEF").waitFor();
      expect(await page.getByRole("link").count()).toBe(0);
      expect(await step(page, /signOnWithSessionToken/).count()).toBe(0);
      await sound(page, "to confirm");
      await page.getByRole("button", { name: "Send it" }).click();
      await verdict(page, "Refused");
    });
  });

  test("a session token that is spent is sent again only when a person says so", async () => {
    await withPage(look, async (page) => {
      await signOn(page);
      await step(page, /signOnWithSessionToken/).click();
      await page.keyboard.press("Control+r");
      await page.getByText("This session token is spent. Send it again?").waitFor();
      await sound(page, "spent");
      await pane(page, "What is inside").getByRole("button", { name: "Repeat from getSessionToken" }).click();
      await verdict(page, "Signed on");
      await page.getByText("This session token is spent").waitFor({ state: "detached" });
    });
  });

  test("claims and deviceInformation can be changed, and nothing is sent that is no JSON", async () => {
    await withPage(look, async (page) => {
      await page.locator("summary", { hasText: "Claims" }).click();
      await page.locator("summary", { hasText: "Device" }).click();
      await page.getByLabel("Value of OpfTenantId").fill("other");
      const button = pane(page, "QR sign-on").getByRole("button", { name: "Sign on" });
      expect(await button.getAttribute("aria-disabled")).toBe("true");
      await sound(page, "wrong claim");
      await page.getByLabel("Value of OpfTenantId").fill('"other"');
      await signOn(page, "Refused");
      await page.getByRole("button", { name: "Drop the edited claims and repeat" }).click();
      await verdict(page, "Signed on");
    });
  });

  test("not reached and unreadable are told apart, and server text stays text", async () => {
    await withPage(look, async (page) => {
      await chooseEnvironment(page, /Lab/);
      await signOn(page, "Not reached");
      await sound(page, "not reached");
      await chooseEnvironment(page, /Staging/);
      await page.getByText("Any certificate is accepted").waitFor();
      await page.getByRole("button", { name: "Allow for this host" }).click();
      await page.getByText("Not yet allowed for").waitFor({ state: "detached" });
      await signOn(page, "Unreadable");
      await page.getByRole("tab", { name: "Response" }).click();
      await page.getByText("<h1>Proxy sign-in</h1>").first().waitFor();
      expect(await page.evaluate(() => (window as unknown as { __pwned?: number }).__pwned)).toBeUndefined();
      await sound(page, "unreadable");
    });
  });
});

test("a run goes step by step, is stopped, and repeated from any step by keyboard", async () => {
  await withPage({}, async (page) => {
    await page.keyboard.press("Control+Shift+Enter");
    await verdict(page, "Paused");
    await page.keyboard.press("Control+Enter");
    await verdict(page, "Signed on");
    await step(page, /signOnWithSessionToken/).focus();
    await page.keyboard.press("Home");
    expect(await step(page, /servicediscovery/).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowDown");
    expect(await step(page, /sign operator JWT/).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Repeat from sign operator JWT" }).click();
    await verdict(page, "Signed on");
    await step(page, /signOnWithSessionToken/).focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("tab");
  });
});

test("Escape stops a run", async () => {
  await withPage(
    {},
    async (page) => {
      await page.keyboard.press("Control+Enter");
      await step(page, /servicediscovery: under way/).waitFor();
      await page.keyboard.press("Escape");
      await verdict(page, "Cancelled");
      await page.getByText("cancelled by you").waitFor();
    },
    "/?pace=900",
  );
});

test("a token is shown whole only for a while, and not after another one is looked at", async () => {
  await withPage({}, async (page) => {
    await signOn(page);
    const token = page.getByRole("group", { name: "The token" });
    expect(await token.textContent()).toMatch(/…sig:[0-9a-f]{6}/);
    await page.getByRole("button", { name: "Show 10 s" }).click();
    await page.getByRole("button", { name: "Hide" }).waitFor();
    expect(await token.textContent()).not.toContain("sig:");
    await page.getByRole("tab", { name: "Refresh" }).click();
    await page.getByRole("tab", { name: "Access" }).click();
    expect(await token.textContent()).toMatch(/…sig:[0-9a-f]{6}/);
  });
});

/** What a QR reader that is not ours reads in a picture. */
function readByZbar(png: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "tessera-code-"));
  try {
    const file = join(folder, "code.png");
    writeFileSync(file, png);
    return execFileSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8" }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(!existsSync("/usr/bin/zbarimg")).each(["light", "dark"] as const)(
  "the QR code on screen is read by another program in the %s theme",
  async (theme) => {
    await withPage({ theme }, async (page) => {
      await signOn(page);
      const code = page.getByRole("img", { name: /QR code with a session token, version 2/ });
      // A whole number of pixels a module: 33 modules with the quiet zone.
      expect((await code.boundingBox())?.width).toBe(132);
      // The panes may still be settling around it, so a picture taken in between is not the last word.
      await vi.waitFor(async () => {
        expect(readByZbar(await code.screenshot({ scale: "device" }))).toBe("7f01aba7-06df-4030-b4d7-0");
      }, 10_000);
      expect(await code.locator("svg").getAttribute("viewBox")).toBe("0 0 33 33");
      expect(await code.evaluate((box) => getComputedStyle(box).backgroundColor)).toBe("rgb(255, 255, 255)");
    });
  },
);

test("with little motion wanted, what is under way stands still", async () => {
  await withPage(
    { reducedMotion: "reduce" },
    async (page) => {
      await page.keyboard.press("Control+Enter");
      await step(page, /under way/).waitFor();
      const lasts = await step(page, /under way/)
        .locator(".line")
        .first()
        .evaluate((line) => getComputedStyle(line).animationDuration);
      expect(lasts).toMatch(/^(0\.001s|1ms)$/);
    },
    "/?pace=3000",
  );
});
