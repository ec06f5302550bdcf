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

/// The content of `bindings.ts`, or the names that two types have: of one name TypeScript would have one type.
pub fn typescript() -> Result<String, Vec<String>> {
    let config = config();
    let mut types = Types { config: &config, seen: HashSet::new(), declarations: BTreeMap::new(), twice: vec![] };
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
    for (docs, declaration) in types.declarations.values() {
        let _ = write!(text, "\n{docs}export {declaration}\n");
    }
    if types.twice.is_empty() { Ok(text) } else { Err(types.twice) }
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
    /// By name: what is said of a type, and the type.
    declarations: BTreeMap<String, (String, String)>,
    twice: Vec<String>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let (name, declaration) = (T::ident(self.config), T::decl(self.config));
            if let Some((_, other)) = self.declarations.insert(name.clone(), (docs, declaration.clone()))
                && other != declaration
            {
                self.twice.push(name);
            }
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
