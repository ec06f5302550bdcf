//! Arguments that no page of ours sends, to every command in the real window: of a wrong type, ten megabytes, deep. The answer
//! is an error of a known form, or what a lenient command makes of it; the program goes on.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use tessera_desktop::bindings::typescript;

use crate::desk::Desk;
use crate::page::Page;
use crate::sign_on::sign_on;

/// Commands that would open a dialog of the system, which nobody would answer here.
const DIALOGS: [&str; 2] = ["choose_pem_file", "choose_challenge"];

/// How many arguments each command gets.
const CASES: usize = 48;

/// Asks every command that is named with the arguments beside it; how each answered.
const ASK_ALL: &str = "
    const known = (error) => typeof error === 'string'
      || ['kind', 'headline', 'remedy'].every((name) => typeof error?.[name] === 'string') && Array.isArray(error.problems);
    const late = (command) => new Promise((done) => setTimeout(() => done(`${command} does not answer`), 20000));
    const ask = async ([command, args]) => {
      try {
        await __TAURI_INTERNALS__.invoke(command, args);
        return null;
      } catch (error) {
        const said = JSON.stringify(error) ?? String(error);
        if (!known(error)) return `${command}: ${said.slice(0, 300)}`;
        // What the framework cannot read it repeats; what was read is answered in our own words.
        return typeof error !== 'string' && said.length > 20000 ? `${command} answers with ${said.length} characters` : null;
      }
    };
    const all = (asked) => Promise.all(asked.map((one) => Promise.race([ask(one), late(one[0])])));
    const odd = (answers) => answers.filter((answer) => answer !== null);";

/// The names of every command's arguments, as the page writes them.
fn commands() -> BTreeMap<String, Vec<String>> {
    let text = typescript().unwrap();
    let lines = text.lines().skip_while(|line| !line.contains("interface Commands")).skip(1);
    let lines = lines.take_while(|line| *line != "}");
    let name_of = |part: &str| part.trim().split(':').next().unwrap().to_owned();
    let commands: BTreeMap<String, Vec<String>> = lines
        .map(|line| {
            let (arguments, _) = line.split_once("arguments: { ").unwrap().1.split_once(" }").unwrap();
            let names = arguments.split(';').map(name_of).filter(|name| !name.is_empty());
            (name_of(line), names.collect())
        })
        .collect();
    assert_eq!(commands.len(), tessera_desktop::COMMANDS.len(), "{commands:?}");
    commands.into_iter().filter(|(name, _)| !DIALOGS.contains(&name.as_str())).collect()
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("00000000-0000-4000-8000-000000000000")),
        Just(json!("simulator\u{0}../..")),
    ];
    let names =
        prop_oneof!["[a-zA-Z]{0,12}", Just("kind".to_owned()), Just("environment".to_owned()), Just("id".to_owned())];
    leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn all_answer(page: &Page, asked: &str, arguments: &[Value]) {
    let odd = page.session.promise(&format!("{ASK_ALL} {asked}"), arguments);
    assert_eq!(odd, Ok(json!([])));
}

#[test]
fn any_argument_is_answered_by_an_error_of_a_known_form_and_never_by_the_end_of_the_program() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let mut runner = TestRunner::deterministic();
    let mut value = || any_json().new_tree(&mut runner).unwrap().current();
    let commands = commands();
    for _ in 0..CASES {
        let asked: Vec<Value> = commands
            .iter()
            .map(|(command, names)| {
                let arguments: Map<String, Value> = names.iter().map(|name| (name.clone(), value())).collect();
                json!([command, arguments])
            })
            .collect();
        all_answer(page, "return odd(await all(arguments[0]))", &[Value::from(asked)]);
    }
    sign_on(page);
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");
}

#[test]
fn ten_megabytes_and_ten_thousand_levels_are_answered_shortly_and_leave_the_window_as_it_is() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    for (command, names) in commands() {
        for value in [
            "'x'.repeat(10 << 20)",
            "(() => { let deep = 1; for (let at = 0; at < 10000; at++) deep = [deep]; return deep; })()",
        ] {
            let asked = format!(
                "const value = {value};
                 return odd(await all([[arguments[0], Object.fromEntries(arguments[1].slice(0, 1).map((name) => [name, value]))]]))"
            );
            all_answer(page, &asked, &[json!(command), json!(names)]);
        }
    }
    sign_on(page);
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");
}

/// Past the functions of the page, to the door itself.
#[test]
fn a_message_that_is_none_is_nothing() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    for message in [
        "",
        "undefined",
        "null",
        "''",
        "'{}'",
        "'x'",
        "{}",
        "[]",
        "1",
        "'\\u0000'",
        "'{\"cmd\":1}'",
        "new Uint8Array(3)",
    ] {
        for door in ["window.ipc.postMessage", "window.webkit.messageHandlers.ipc.postMessage"] {
            page.session
                .run(&format!("try {{ {door}({message}) }} catch {{ /* the web view itself refuses it */ }}"), &[]);
        }
    }
    page.frame();
    sign_on(page);
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");
}
