//! The parts that ask the tools of the UI.

use std::fs;
use std::path::Path;

use super::{Done, passed};
use crate::call::Call;
use crate::checkout::{Checkout, unwritable};
use crate::node;
use crate::stop::{Outcome, Stop};

pub(super) fn types(checkout: &Checkout) -> Outcome<Done> {
    node::script(checkout, "check").run().map(passed)
}

pub(super) fn lint(checkout: &Checkout) -> Outcome<Done> {
    node::script(checkout, "lint").run().map(passed)
}

pub(super) fn units(checkout: &Checkout) -> Outcome<Done> {
    node::script(checkout, "test").run().map(passed)
}

/// The page on recorded answers, in Chromium.
pub(super) fn in_browser(checkout: &Checkout) -> Outcome<Done> {
    node::script(checkout, "test:browser").run().map(passed)
}

const PLANTED: [(&str, &str); 3] = [
    ("planted.ts", "export const wrong: number = \"text\";\n"),
    ("Planted.svelte", "<script lang=\"ts\">\n  const right = \"text\";\n</script>\n\n{right.wrong}\n"),
    ("svelte.config.js", "export default { compilerOptions: { runes: true } };\n"),
];

/// The checker has been seen to pass without checking. So it gets two files with a type error each, outside the sources
/// but with the settings of the UI, and must find both.
pub(super) fn planted_type_error(checkout: &Checkout) -> Outcome<Done> {
    let folder = checkout.scratch("planted")?;
    let settings =
        serde_json::json!({ "extends": checkout.ui().join("tsconfig.json"), "include": ["*.ts", "*.svelte"] });
    let files = PLANTED.map(|(name, text)| (name, text.to_owned())).into_iter();
    for (name, text) in files.chain([("tsconfig.json", settings.to_string())]) {
        fs::write(folder.join(name), text).map_err(|why| unwritable(&folder, &why))?;
    }
    link_packages(checkout, &folder)?;
    let mut check = Call::new("node").arg(checkout.ui().join("node_modules/svelte-check/bin/svelte-check"));
    check = check.args(["--output", "machine", "--tsconfig", "tsconfig.json", "--workspace"]).arg(&folder).at(&folder);
    let said = String::from_utf8_lossy(&check.output()?.stdout).into_owned();
    print!("{said}");
    let finds = |file: &str| said.lines().any(|line| line.contains(" ERROR ") && line.contains(file));
    if finds("planted.ts") && finds("Planted.svelte") {
        return Ok(Done::Passed);
    }
    Err(Stop::new(
        "svelte-check did not report the type errors planted for it, so its other answers mean nothing.",
        format!("The files are in {}; look at the versions of svelte-check and TypeScript.", folder.display()),
    ))
}

/// Node looks for packages beside a file and above it. Node makes the link, since Windows wants a junction.
fn link_packages(checkout: &Checkout, folder: &Path) -> Outcome {
    let script = "require('fs').symlinkSync(process.argv[1], process.argv[2], 'junction')";
    let (from, to) = (checkout.ui().join("node_modules"), folder.join("node_modules"));
    Call::new("node").args(["--eval", script]).arg(from).arg(to).read().map(drop)
}
