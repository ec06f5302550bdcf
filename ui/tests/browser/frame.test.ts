// The window in a real browser, under the content security policy of the desktop program: every size, both themes, every
// section.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axeFindings, cutOff } from "./browser";
import { go, pages } from "./page";

const withPage = pages();
const sections = ["Sign-on", "Tokens", "Devices", "History", "Simulator", "Environments", "Credentials", "Settings"];

async function openAll(page: Page, visit: (section: string) => Promise<void>): Promise<void> {
  for (const section of sections) {
    await go(page, section);
    await page.getByRole("main", { name: section }).getByRole("heading").first().waitFor();
    await visit(section);
  }
}

// The last two are 1280 x 800 at 200 % and 1280 x 1024 at 400 %.
const sizes: [number, number][] = [
  [1280, 800],
  [900, 600],
  [800, 560],
  [640, 400],
  [320, 256],
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(sizes)("at %d x %d nothing is cut off, refused or hard to use", async (width, height) => {
    await withPage({ theme, width, height }, async (page) => {
      await openAll(page, async (section) => {
        expect(await cutOff(page), section).toEqual([]);
        expect(await axeFindings(page), section).toEqual([]);
      });
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      expect(await axeFindings(page), "palette").toEqual([]);
    });
  });
});

test("web storage stays empty", async () => {
  await withPage({}, async (page) => {
    await openAll(page, () => Promise.resolve());
    await page.getByRole("radio", { name: "Dark" }).check();
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      cookies: document.cookie,
    }));
    expect(kept).toEqual({ local: 0, session: 0, databases: 0, cookies: "" });
  });
});

test("after the palette is closed the focus is where it was", async () => {
  await withPage({}, async (page) => {
    const devices = page.getByRole("navigation").getByRole("button", { name: "Devices" });
    await devices.focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await devices.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});

test("an action of the palette that goes somewhere takes the focus along", async () => {
  await withPage({}, async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Type a command" }).fill("go to devices");
    await page.keyboard.press("Enter");
    await page.getByRole("main", { name: "Devices" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  });
});

test("the splitter follows the pointer and stops where the panes are smallest", async () => {
  await withPage({}, async (page) => {
    const splitter = page.getByRole("separator", { name: "Width of the inputs" });
    const pane = page.getByRole("region", { name: "QR sign-on" });
    const widthOf = async () => Math.round((await pane.boundingBox())?.width ?? 0);
    expect(await widthOf()).toBe(268);
    const at = await splitter.boundingBox();
    if (!at) throw new Error("the splitter is not on screen");
    await page.mouse.move(at.x, 400);
    await page.mouse.down();
    await page.mouse.move(at.x + 80, 400, { steps: 4 });
    expect(await widthOf()).toBe(348);
    await page.mouse.move(0, 400, { steps: 4 });
    await page.mouse.up();
    expect(await widthOf()).toBe(240);
    await splitter.dblclick();
    expect(await widthOf()).toBe(268);
  });
});

test("with little room the third pane stands under the second", async () => {
  await withPage({ width: 900, height: 600 }, async (page) => {
    const second = await page.getByRole("region", { name: "What happens" }).boundingBox();
    const third = await page.getByRole("region", { name: "What is inside" }).boundingBox();
    expect(third?.x).toBe(second?.x);
    expect(third?.y).toBeGreaterThan((second?.y ?? 0) + (second?.height ?? 0) - 1);
  });
});

test("in forced colours the chosen section is still marked", async () => {
  await withPage({ forcedColors: "active" }, async (page) => {
    const outline = (name: string) =>
      page
        .getByRole("navigation")
        .getByRole("button", { name })
        .evaluate((button) => getComputedStyle(button).outlineStyle);
    expect(await outline("Sign-on")).toBe("solid");
    expect(await outline("Tokens")).toBe("none");
  });
});

test("with reduced motion nothing moves", async () => {
  await withPage({ reducedMotion: "reduce" }, async (page) => {
    const duration = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--quick"));
    expect(duration).toMatch(/^0m?s$/);
  });
});

test("the theme of the window wins over the system's", async () => {
  await withPage({ theme: "dark" }, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe("rgb(20, 23, 27)");
    await page.keyboard.press("Control+,");
    await page.getByRole("radio", { name: "Light" }).check();
    expect(await ground()).toBe("rgb(246, 247, 248)");
    await page.getByRole("radio", { name: "System" }).check();
    expect(await ground()).toBe("rgb(20, 23, 27)");
  });
});
