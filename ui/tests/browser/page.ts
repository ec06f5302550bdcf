// How each test of the whole window begins and ends: a page on recorded answers in one look, and nothing refused in the end.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { axeFindings, cutOff, openStage, type Look, type Stage } from "./browser";

export type WithPage = (look: Look, use: (page: Page) => Promise<void>, path?: string) => Promise<void>;

/** One browser for the tests of a file; a page for each use of the answer, after what all of them begin with. */
export function pages(begin?: (page: Page) => Promise<void>): WithPage {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());
  return async (look, use, path = "/") => {
    const { page, problems } = await stage.open(path, look);
    await page.getByText("GNOME Keyring").waitFor({ state: "attached" });
    await begin?.(page);
    await use(page);
    expect(problems).toEqual([]);
    await page.context().close();
  };
}

/** Both themes in the size of the first start and in the smallest. */
export const looks = (["light", "dark"] as const).flatMap((theme) => [
  { theme, width: 1280, height: 800 },
  { theme, width: 900, height: 600 },
]);

/** The screen in one state, looked at by axe and by eye. With TESSERA_PICTURES it is kept as a picture in that folder. */
export async function sound(page: Page, what: string): Promise<void> {
  const folder = process.env["TESSERA_PICTURES"];
  if (folder) {
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    const theme = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
    await page.screenshot({ path: `${folder}/${what.replace(/\W+/g, "-")}-${theme}-${width}x${height}.png` });
  }
  expect(await axeFindings(page), what).toEqual([]);
  expect(await cutOff(page), what).toEqual([]);
}

/** Waits until the run says how it stands. */
export const verdict = (page: Page, word: string) =>
  page.getByRole("region", { name: "What happens" }).getByText(word, { exact: true }).waitFor();

export const go = (page: Page, section: string) =>
  page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${section}`) }).click();

export async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
}

export const chooseEnvironment = (page: Page, name: RegExp) => choose(page, "Environment", name);

/** Who takes part in the diagram. */
export const columns = (page: Page) => page.locator(".actor").allTextContents();
