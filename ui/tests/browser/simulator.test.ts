// The simulator's section in a real browser: full, empty and silent, in both themes and two sizes, under the content
// security policy of the desktop program.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { go, looks, pages, sound } from "./page";

const withSimulator = pages(async (page) => {
  await go(page, "Simulator");
  await page.getByText("Everything here is simulated").waitFor();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("its log, its clock, its faults and what lies behind the answers can be seen and used", async () => {
    await withSimulator(
      look,
      async (page) => {
        await page.getByText("101 requests, newest first").waitFor();
        await sound(page, "simulator full");
        await press(page, "Move the clock by +1 h");
        await page.getByText("moved ahead by 60 min").waitFor();
        await press(page, "Order a fault…");
        await page.getByRole("dialog", { name: "Order a fault" }).waitFor();
        await sound(page, "simulator fault form");
        await press(page, "Order");
        await page.getByText("refused 403").waitFor();
        await page.getByRole("button", { name: /signOnWithSessionToken/ }).first().click();
        await page.getByText("the caller is not told").waitFor();
        await sound(page, "simulator request");
        await tab(page, "Playback");
        await sound(page, "simulator playback");
        await press(page, "Change content CH015");
        await page.getByRole("dialog", { name: "Content CH015" }).waitFor();
        await sound(page, "simulator content form");
        await press(page, "Cancel");
        await tab(page, "Choices");
        await sound(page, "simulator choices");
        await page.getByRole("textbox", { name: "Access token" }).fill("60");
        await page.getByRole("textbox", { name: "Access token" }).press("Enter");
        await page.getByRole("button", { name: "Set the lifetimes", disabled: true }).waitFor();
        await sound(page, "simulator lifetimes");
      },
      "/?simulator=full",
    );
  });

  test("before its first request it says what will be there, and when it is silent what to do", async () => {
    await withSimulator(
      look,
      async (page) => {
        await page.getByText("No requests yet").waitFor();
        await sound(page, "simulator empty");
      },
      "/?simulator=empty",
    );
    await withSimulator(
      look,
      async (page) => {
        await page.getByRole("button", { name: "Ask again" }).waitFor();
        await sound(page, "simulator silent");
      },
      "/?simulator=silent",
    );
  });
});

test("the arrows choose a request", async () => {
  await withSimulator({}, async (page) => {
    await page.getByRole("button", { name: /signOnWithSessionToken/ }).first().click();
    await page.keyboard.press("ArrowDown");
    const chosen = page.getByRole("button", { pressed: true });
    await chosen.getByText("/ias/v2/content_token").waitFor();
    expect(await chosen.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
