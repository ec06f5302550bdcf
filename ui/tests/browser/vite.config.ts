// Builds the window on recorded answers, and the page of components beside it, for the tests in a real browser.

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { join } from "node:path";
import { defineConfig } from "vite";

const ui = join(import.meta.dirname, "../..");

export default defineConfig({
  root: ui,
  mode: "browser",
  plugins: [svelte()],
  build: {
    target: "safari16",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [join(ui, "index.html"), join(import.meta.dirname, "gallery/index.html")] },
  },
});
