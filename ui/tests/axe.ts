// axe on a piece of the document in happy-dom. What needs a layout, contrast above all, is asked in the browser tests.

import axe from "axe-core";

/** The rules that were broken, one line each. */
export async function axeFindings(root: Element = document.body): Promise<string[]> {
  const results = await axe.run(root, {
    rules: { "color-contrast": { enabled: false }, "target-size": { enabled: false }, region: { enabled: false } },
  });
  return results.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
}
