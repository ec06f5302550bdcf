// A real Chromium on the built window, as closed as the desktop program's: its content security policy, its frozen prototype.

import axe from "axe-core";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { preview, type PreviewServer } from "vite";
import { inject } from "vitest";

const ui = join(import.meta.dirname, "../..");
const settings = JSON.parse(readFileSync(join(ui, "../tauri.conf.json"), "utf8")) as {
  app: { security: { csp: string } };
};
const executable = process.env["TESSERA_CHROMIUM"] ?? "/usr/bin/chromium";

export interface Stage {
  /** A new page; `problems` fills with console errors, refused styles and scripts, and uncaught errors. */
  open(path: string, look?: Look): Promise<{ page: Page; problems: string[] }>;
  close(): Promise<void>;
}

export interface Look {
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  reducedMotion?: "reduce" | "no-preference";
  forcedColors?: "active" | "none";
}

export async function openStage(): Promise<Stage> {
  if (!existsSync(executable)) {
    throw new Error(`No Chromium at ${executable}: install it, or name one in TESSERA_CHROMIUM.`);
  }
  const outDir = inject("built");
  const server = await preview({
    root: ui,
    configFile: false,
    logLevel: "error",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, headers: { "Content-Security-Policy": settings.app.security.csp } },
  });
  const browser = await chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  return {
    open: (path, look) => openPage(browser, server, path, look),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(browser: Browser, server: PreviewServer, path: string, look: Look = {}) {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    colorScheme: look.theme ?? "light",
    reducedMotion: look.reducedMotion ?? "no-preference",
    forcedColors: look.forcedColors ?? "none",
  });
  const page = await context.newPage();
  // As `freezePrototype` of the desktop program does it.
  await page.addInitScript(() => Object.freeze(Object.prototype));
  const problems: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  const base = server.resolvedUrls?.local[0] ?? "";
  await page.goto(new URL(path, base).href, { waitUntil: "load" });
  await page.locator("h1").waitFor({ state: "attached" });
  return { page, problems };
}

/** What axe finds, one line each: rule and element. A list that is open over the page lies in no landmark: say so. */
export async function axeFindings(page: Page, over: "page" | "openList" = "page"): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (landmarks) => {
    // A colour half-way to another one is nobody's choice.
    const passing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(passing.map((one) => one.finished));
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const results = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: { region: { enabled: landmarks } },
    });
    return results.violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
    );
  }, over === "page");
}

/** Elements that stick out of the window to the right or below without a scroller around them. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const reachable = (element: Element): boolean => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(up);
        if ([overflowX, overflowY].some((value) => value === "auto" || value === "scroll")) return true;
      }
      return false;
    };
    return [...document.querySelectorAll("button, input, h2, p, li, label, [role=separator]")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const seen = box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== "hidden";
        const out = box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5 || box.left < -0.5;
        return seen && out && !reachable(element);
      })
      .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`);
  });
}
