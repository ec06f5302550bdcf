// The environments in a real browser: the built-in one, a form that is filled, its ways, and what is wrong with it, in both
// themes and two sizes, under the content security policy of the desktop program.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { go, looks, pages, sound } from "./page";

const withEnvironments = pages((page) => go(page, "Environments"));
const option = (page: Page, name: RegExp) => page.getByRole("listbox", { name: "Environments" }).getByRole("option", { name });

describe.each(looks)("in the $theme theme at $width x $height", (look) => {
  test("what a deployment differs in can be seen and set", async () => {
    await withEnvironments(look, async (page) => {
      await option(page, /^Simulator/).click();
      await page.getByText("Answers come from the simulator").waitFor();
      await sound(page, "environment simulated");
      await option(page, /^Pre-production/).click();
      await page.getByRole("textbox", { name: "Tenant", exact: true }).waitFor();
      await sound(page, "environment form");
      const ways = page.getByRole("region", { name: "Ways" });
      const both = ways.getByRole("group", { name: "Tenant header" }).getByRole("radio", { name: "both" });
      await both.check();
      await sound(page, "environment ways");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText(/^Pre-production is saved/).waitFor();
      expect(await both.isChecked()).toBe(true);
    });
  });
});
