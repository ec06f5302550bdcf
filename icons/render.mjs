// Draws every size of the mark from tessera.svg, with the icon command of the Tauri CLI: `npm run icons` in ui/.
// The sizes that only shops and telephones want are not kept.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const icons = fileURLToPath(new URL(".", import.meta.url));
const cli = join(icons, "../ui/node_modules/@tauri-apps/cli/tauri.js");
const drawn = mkdtempSync(join(tmpdir(), "tessera-icons-"));

/** @param {string[]} more */
function draw(...more) {
  execFileSync(process.execPath, [cli, "icon", join(icons, "tessera.svg"), "--output", drawn, ...more]);
}

try {
  draw();
  const named = ["32x32.png", "128x128.png", "128x128@2x.png", "icon.icns", "icon.ico", "icon.png"];
  for (const name of named) copyFileSync(join(drawn, name), join(icons, name));

  const hicolor = [16, 24, 48, 64, 256, 512];
  draw("--png", hicolor.join(","));
  for (const side of hicolor) copyFileSync(join(drawn, `${side}x${side}.png`), join(icons, `${side}x${side}.png`));
} finally {
  rmSync(drawn, { recursive: true });
}
