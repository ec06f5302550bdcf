//! TypeScript for the window, made from the Rust types that cross to it: every command with its arguments and answer,
//! every type they are made of. A test writes `ui/src/host/bindings.ts` and fails when it had to change.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::commands::signatures;

const HEAD: &str = "// Made from the Rust types by `cargo xtask bindings`. Do not change it by hand.\n";

/// Whole numbers of 64 bits that cross are counts and microseconds: they fit a JavaScript number.
pub(crate) fn config() -> Config {
    Config::new().with_large_int("number")
}

/// The content of `bindings.ts`.
pub fn typescript() -> String {
    let config = config();
    let mut types = Types { config: &config, seen: HashSet::new(), declarations: BTreeMap::new() };
    let signatures = signatures(&config, &mut types);
    let mut text = HEAD.to_owned();
    text.push_str("\nexport interface Commands {\n");
    for signature in signatures {
        let arguments: Vec<String> =
            signature.arguments.iter().map(|(name, of)| format!("{}: {of}", camel(name))).collect();
        let _ = writeln!(
            text,
            "  {}: {{ arguments: {{ {} }};{} answer: {} }};",
            signature.command,
            arguments.join("; "),
            signature.channel.map_or_else(String::new, |(name, of)| format!(" channel: {{ {name}: {of} }};")),
            signature.answer
        );
    }
    text.push_str("}\n");
    for declaration in types.declarations.values() {
        let _ = write!(text, "\n{declaration}\n");
    }
    text
}

/// Tauri takes arguments in camel case.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        name + &letters.next().map(|letter| letter.to_ascii_uppercase()).map_or(String::new(), String::from)
            + letters.as_str()
    })
}

/// Collects the declarations of types and of all that they are made of.
pub struct Types<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            self.declarations.insert(T::ident(self.config), format!("{docs}export {}", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
