// Some versions of svelte-check pass whatever they are given. This one is shown two type errors and has to find both.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const ui = join(import.meta.dirname, "..");

test("svelte-check finds planted type errors", { timeout: 120_000 }, async () => {
  const check = join(ui, "node_modules/svelte-check/bin/svelte-check");
  const settings = ["--workspace", "tests/planted", "--tsconfig", "./tsconfig.json", "--output", "machine"];
  const { code, said } = await new Promise<{ code: unknown; said: string }>((done) => {
    execFile(process.execPath, [check, ...settings], { cwd: ui }, (error, stdout) =>
      done({ code: error?.code ?? 0, said: stdout }),
    );
  });
  expect(code).toBe(1);
  expect(said).toMatch(/ERROR "Wrong\.svelte" .*not assignable/);
  expect(said).toMatch(/ERROR "wrong\.ts" .*not assignable/);
});
