// The components in a real browser, under the content security policy of the desktop program: what happy-dom cannot tell.

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { axeFindings, openStage, type Look, type Stage } from "./browser";

let stage: Stage;
let page: Page;
let problems: string[];

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => open());
afterEach(() => page.context().close());

async function open(look?: Look): Promise<void> {
  if (look) await page.context().close();
  ({ page, problems } = await stage.open("/tests/browser/gallery/index.html", { height: 1400, ...look }));
  await page.locator(".cm-editor").nth(1).waitFor();
}

test.each(["light", "dark"] as const)("axe finds nothing in the %s theme, and nothing is refused", async (theme) => {
  await open({ theme });
  expect(await axeFindings(page)).toEqual([]);
  expect(problems).toEqual([]);
});

test("the editor has its colours although the policy refuses style elements", async () => {
  const name = page.getByText('"token_type"').first();
  expect(await name.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(10, 95, 180)");
  await expect(page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { color: rgb(1, 2, 3) }";
    document.head.append(style);
    return getComputedStyle(document.body).color;
  })).resolves.not.toBe("rgb(1, 2, 3)");
});

test("line numbers stand beside their lines", async () => {
  const offsets = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .flatMap((element) => element.shadowRoot ?? [])
        .flatMap((root) => {
          const top = (selector: string) =>
            [...root.querySelectorAll(selector)].map((element) => element.getBoundingClientRect().top);
          const lines = top(".cm-line");
          // The first number is a hidden one that gives the column its width.
          const numbers = top(".cm-lineNumbers .cm-gutterElement").slice(1);
          return lines.map((line, index) => Math.round(line - (numbers[index] ?? Infinity)));
        }),
    );
  await expect.poll(offsets).toEqual(Array.from({ length: 12 }, () => 0));
});

test("text to read cannot be changed, text to edit can, and undone", async () => {
  const read = page.getByRole("textbox", { name: "Body to read" });
  await read.click();
  await page.keyboard.type("zzz");
  expect(await read.textContent()).not.toContain("zzz");
  const edit = page.getByRole("textbox", { name: "Body to edit" });
  await edit.click();
  await page.keyboard.type("zzz");
  expect(await edit.textContent()).toContain("zzz");
  await page.keyboard.press("Control+z");
  expect(await edit.textContent()).not.toContain("zzz");
});

test("the editor leaves Ctrl+Enter and Tab to the window", async () => {
  await page.evaluate(() => {
    addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.ctrlKey) document.body.dataset["ran"] = String(!event.defaultPrevented);
    });
  });
  const edit = page.getByRole("textbox", { name: "Body to edit" });
  await edit.click();
  const before = await edit.textContent();
  await page.keyboard.press("Control+Enter");
  expect(await page.locator("body").getAttribute("data-ran")).toBe("true");
  expect(await edit.textContent()).toBe(before);
  await page.keyboard.press("Tab");
  expect(await edit.evaluate((element) => element.matches(":focus"))).toBe(false);
});

test("a list opens over a dialog, and Escape closes the list alone", async () => {
  await page.getByRole("button", { name: "Open dialog" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete the device?" });
  const choice = dialog.getByRole("combobox", { name: "Environment in the dialog" });
  await choice.click();
  const option = page.getByRole("option", { name: "Pre-production" });
  await option.waitFor();
  expect(await axeFindings(page, "openList")).toEqual([]);
  await page.keyboard.press("Escape");
  await option.waitFor({ state: "detached" });
  expect(await dialog.isVisible()).toBe(true);
  await choice.click();
  await option.click();
  expect(await choice.textContent()).toContain("Pre-production");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("what cannot be chosen says why and is not chosen", async () => {
  const choice = page.getByRole("combobox", { name: "Environment" }).first();
  await choice.click();
  const old = page.getByRole("option", { name: "Old lab" });
  expect(await old.textContent()).toContain("file is damaged");
  await old.click({ force: true });
  expect(await choice.textContent()).toContain("Simulator");
});

test("a tooltip comes with keyboard focus and goes with Escape", async () => {
  await page.getByRole("button", { name: "Working" }).focus();
  await page.keyboard.press("Tab");
  const bubble = page.locator(".tooltip-bubble");
  await bubble.waitFor();
  expect(await bubble.textContent()).toBe("Save the picture (Ctrl S)");
  await page.keyboard.press("Escape");
  await bubble.waitFor({ state: "detached" });
});

test("a menu works by keyboard and does not do what is blocked", async () => {
  const menu = page.getByRole("button", { name: "More" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Copy as curl" }).waitFor();
  expect(await axeFindings(page, "openList")).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await page.locator("#copied").textContent()).toBe("deleted");
  await expect.poll(() => menu.evaluate((button) => button === document.activeElement)).toBe(true);
});

test("the other mouse button offers value and path of a row of the tree", async () => {
  await page.getByRole("treeitem", { name: "onNetwork" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Copy path" }).click();
  expect(await page.locator("#copied").textContent()).toBe("$.claims.onNetwork");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("role")))
    .toBe("treeitem");
});

test("suggestions stand under their field", async () => {
  const field = page.getByRole("combobox", { name: "Content" });
  await field.click();
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await list.waitFor();
  const [a, b] = [await field.boundingBox(), await list.boundingBox()];
  expect(b?.x).toBeCloseTo(a?.x ?? 0, 0);
  expect(b?.y).toBeGreaterThan((a?.y ?? 0) + (a?.height ?? 0) - 1);
  await page.getByRole("option", { name: "ACC-2" }).click();
  expect(await field.inputValue()).toBe("ACC-2");
});

test("arrow keys move between tabs", async () => {
  await page.getByRole("tab", { name: "Request" }).click();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tabpanel").getByText("Panel p").waitFor();
});

test.each([1280, 900, 640, 320])("top bar and status bar fit into %d px", async (width) => {
  await open({ width });
  const out = await page.locator(".top-bar, .top-bar :not(.unseen, path, rect, circle, option)").evaluateAll((all) =>
    all.filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5).map((element) => element.className),
  );
  expect(out).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});
