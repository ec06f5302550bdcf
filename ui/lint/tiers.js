// A lint rule that keeps the tiers of the window apart.
//
// components: no domain, so nothing but components. host: nothing but host. views/a: things of the domain that several features
// show; components, host and other views. features/a: views, components, host, and of app the port alone; never features/b. app
// composes and may import all. A component, a view or a feature is entered by its index.ts. Only host/tauri.ts knows Tauri. Tests may read the recorded answers. Tests may look inside what they test.

import { dirname, relative, resolve, sep } from "node:path";

/** @param {string} path a path below src, with `/` */
function placeOf(path) {
  const [tier = "", name = "", ...inside] = path.replace(/\.(ts|js|svelte)$/, "").split("/");
  return { tier, name, inside: inside.join("/") };
}

/**
 * Why a file may not import another, or undefined when it may. Both are paths below src.
 * @param {string} from
 * @param {string} to
 * @returns {string | undefined}
 */
export function refusal(from, to) {
  if (to.startsWith("..")) {
    return from.endsWith(".test.ts") ? undefined : "only tests import from outside src";
  }
  const a = placeOf(from);
  const b = placeOf(to);
  if (a.tier === "components" && !["components", "styles"].includes(b.tier)) {
    return "components know no domain: they import components only";
  }
  if (a.tier === "host" && b.tier !== "host") return "host imports nothing but host";
  if (a.tier === "views" && !["views", "components", "host"].includes(b.tier)) {
    return "views import views, components and host only";
  }
  if (a.tier === "features") {
    if (b.tier === "features" && b.name !== a.name) return "one feature does not import another: go by the port";
    if (b.tier === "app" && b.name !== "port") return "of app, features import the port alone";
  }
  const elsewhere = a.tier !== b.tier || a.name !== b.name;
  if (["components", "views", "features"].includes(b.tier) && elsewhere && !["", "index"].includes(b.inside)) {
    const shared = b.tier === "components" && b.name === "messages";
    if (!shared) return "enter by the front door, its index.ts";
  }
  const recorded = from.endsWith(".test.ts") && b.name === "recordings";
  if (b.tier === "host" && a.tier !== "host" && !["", "index", "bindings"].includes(b.name) && !recorded) {
    return "enter by the front door, its index.ts";
  }
  return undefined;
}

/** @type {import("eslint").Rule.RuleModule} */
export const tiers = {
  meta: { type: "problem", schema: [], messages: { refused: "{{why}}" } },
  create(context) {
    const source = resolve(context.cwd, "src");
    const file = relative(source, context.filename).split(sep).join("/");
    /** @param {any} node */
    const check = (node) => {
      const wanted = node.source?.value;
      if (typeof wanted !== "string" || file.startsWith("..")) return;
      const why = wanted.startsWith(".")
        ? refusal(file, relative(source, resolve(dirname(context.filename), wanted)).split(sep).join("/"))
        : wanted.startsWith("@tauri-apps/") && file !== "host/tauri.ts"
          ? "@tauri-apps is imported in host/tauri.ts alone"
          : undefined;
      if (why) context.report({ node, messageId: "refused", data: { why } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
