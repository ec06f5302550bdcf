// The rule is proved on one import of each kind: those that the layout lives on and those that would break it.

import { Linter } from "eslint";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { refusal, tiers } from "./tiers.js";

test.each([
  ["features/sign-on/Screen.svelte", "features/sign-on/messages"],
  ["features/sign-on/Screen.svelte", "components/button"],
  ["features/sign-on/Screen.svelte", "app/port"],
  ["features/sign-on/run.svelte.ts", "host"],
  ["features/sign-on/run.svelte.ts", "host/bindings"],
  ["components/tree/Tree.svelte", "components/json"],
  ["components/tree/Tree.svelte", "components/tree/rows"],
  ["app/features.ts", "features/tokens"],
  ["features/sign-on/run.test.ts", "host/recordings"],
  ["features/history/Screen.svelte", "views/token"],
  ["views/exchange/Bodies.svelte", "components/tree"],
  ["views/exchange/Bodies.svelte", "host/bindings"],
  ["views/exchange/Bodies.svelte", "views/finding"],
  ["components/tree/tree.test.ts", "../tests/axe"],
])("%s may import %s", (from, to) => {
  expect(refusal(from, to)).toBeUndefined();
});

test.each([
  ["features/sign-on/Screen.svelte", "features/tokens"],
  ["features/sign-on/Screen.svelte", "app/router.svelte"],
  ["features/sign-on/Screen.svelte", "components/tree/rows"],
  ["features/sign-on/run.svelte.ts", "host/tauri"],
  ["components/button/Button.svelte", "features/sign-on"],
  ["components/button/Button.svelte", "host"],
  ["components/button/Button.svelte", "app/port"],
  ["components/tree/Tree.svelte", "components/json/parse"],
  ["host/host.ts", "components/button"],
  ["features/sign-on/run.svelte.ts", "host/recordings"],
  ["components/button/Button.svelte", "views/token"],
  ["views/token/TokenDetails.svelte", "features/tokens"],
  ["views/token/TokenDetails.svelte", "app/port"],
  ["features/history/Screen.svelte", "views/token/CutToken.svelte"],
  ["components/tree/Tree.svelte", "../tests/axe"],
  ["app/App.svelte", "features/sign-on/Screen.svelte"],
])("%s may not import %s", (from, to) => {
  expect(refusal(from, to)).toBeTypeOf("string");
});

function lint(file: string, code: string): string[] {
  const config = { plugins: { tessera: { rules: { tiers } } }, rules: { "tessera/tiers": "error" as const } };
  const at = resolve(import.meta.dirname, "../src", file);
  return new Linter({ cwd: resolve(import.meta.dirname, "..") })
    .verify(code, config, { filename: at.replace(/\.ts$/, ".js") })
    .map((message) => message.message);
}

test("Tauri is imported in one file", () => {
  const code = 'import { invoke } from "@tauri-apps/api/core"; invoke("x");';
  expect(lint("features/tokens/open.js", code)).toHaveLength(1);
  expect(lint("host/host.js", code)).toHaveLength(1);
});

test("an import that waits is an import too", () => {
  expect(lint("features/tokens/open.js", 'void import("../sign-on");')).toHaveLength(1);
  expect(lint("features/tokens/open.js", 'export { text } from "../sign-on";')).toHaveLength(1);
  expect(lint("features/tokens/open.js", 'void import("./Screen.svelte");')).toHaveLength(0);
});
