// What the compiler does not see: the tiers, text that would become markup, styles that the content security policy refuses,
// and storage that must stay empty.

import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import { tiers } from "./lint/tiers.js";
import svelteConfig from "./svelte.config.js";

const storage = ["localStorage", "sessionStorage", "indexedDB", "caches"].map((name) => ({
  name,
  message: "Web storage stays empty: what is kept, the program keeps.",
}));

export default ts.config(
  { ignores: ["dist", "node_modules", "src/host/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { tessera: { rules: { tiers } } },
    rules: {
      "tessera/tiers": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-console": "error",
      "no-eval": "error",
      "no-restricted-globals": ["error", ...storage],
      "no-restricted-properties": [
        "error",
        ...storage.map(({ name, message }) => ({ object: "window", property: name, message })),
        { object: "document", property: "cookie", message: "Web storage stays empty." },
        { property: "innerHTML", message: "Text from outside is text: set textContent." },
        { property: "outerHTML", message: "Text from outside is text: set textContent." },
        { property: "insertAdjacentHTML", message: "Text from outside is text: set textContent." },
      ],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { extraFileExtensions: [".svelte"], parser: ts.parser, svelteConfig },
    },
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/button-has-type": "error",
      "svelte/no-target-blank": "error",
      // A plain Set or Map in raw state is replaced as a whole, never changed.
      "svelte/prefer-svelte-reactivity": "off",
      // The compiler's own warnings fail `npm run check`.
      "svelte/valid-compile": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: "The content security policy refuses style attributes: use a class or the style: directive.",
        },
      ],
    },
  },
  {
    files: ["tests/**", "**/*.test.ts"],
    rules: {
      "no-restricted-globals": "off",
      "no-restricted-properties": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
