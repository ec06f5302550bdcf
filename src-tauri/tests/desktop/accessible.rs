//! axe-core in the real web view: each main screen in both themes, without a violation.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::page::{Name, Page};
use crate::sign_on::{inside, sign_on};

const SECTIONS: [&str; 8] =
    ["Sign-on", "Tokens", "Devices", "History", "Simulator", "Environments", "Credentials", "Settings"];

/// WCAG 2.2 AA and what axe calls best practice.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

fn violations(page: &Page, place: &str) -> Vec<String> {
    // What fades in or changes its colour is looked at when it is done.
    let run = format!(
        "await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)));
         const found = await axe.run(document, {{ runOnly: {{ type: 'tag', values: {RULES} }}, resultTypes: ['violations'] }});
         return found.violations.flatMap(({{ id, nodes }}) =>
           nodes.map((node) => id + ': ' + node.html.slice(0, 160) + ' ' + node.any.map((one) => one.message).join('; ').slice(0, 200)))"
    );
    let found = page.session.promise(&run, &[]).unwrap();
    found.as_array().unwrap().iter().map(|one| format!("{place}: {}", one.as_str().unwrap())).collect()
}

#[test]
fn no_screen_violates_wcag_in_either_theme() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    page.session.run(&format!("{}\nwindow.axe = axe;", fs::read_to_string(axe).unwrap()), &[]);
    page.says("First-time sign-on.");
    let mut found = violations(page, "before a run");
    sign_on(page);
    for theme in ["Light", "Dark"] {
        page.go("Settings");
        page.switch(theme);
        page.go("Sign-on");
        for (step, tab) in
            [("getSessionToken", "Request"), ("signOnWithSessionToken", "Access"), ("content_token", "Content token")]
        {
            inside(page, step, tab);
            found.extend(violations(page, &format!("{theme}, {step}, {tab}")));
        }
        for section in SECTIONS {
            page.go(section);
            found.extend(violations(page, &format!("{theme}, {section}")));
        }
    }
    page.session.press(&["Control", "k"]);
    page.find("combobox", Name::Has("Type a command"));
    found.extend(violations(page, "the command palette"));
    assert!(found.is_empty(), "{}", found.join("\n"));
    let loaded: Value = page.session.run("return axe.version", &[]);
    assert_ne!(loaded, json!(null));
}
