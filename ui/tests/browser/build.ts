// Builds the window and the page of components once for all browser tests, into a folder that goes when they are done.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder with the built pages. */
    built: string;
  }
}

const ui = join(import.meta.dirname, "../..");

export default async function build(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), "tessera-ui-"));
  // In a process of its own: inside vitest the build would take the modules meant for tests.
  const vite = join(ui, "node_modules/vite/bin/vite.js");
  const config = join(import.meta.dirname, "vite.config.ts");
  const { VITEST, ...env } = process.env;
  await promisify(execFile)(
    process.execPath,
    [vite, "build", "--config", config, "--mode", "browser", "--outDir", outDir, "--emptyOutDir"],
    { cwd: ui, env: { ...env, NODE_ENV: "production" } },
  );
  project.provide("built", outDir);
  return () => rmSync(outDir, { recursive: true, force: true });
}
