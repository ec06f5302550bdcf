//! The page as a person meets it: elements by role and name, seen and used.

use serde_json::{Value, json};

use crate::waiting::until;
use crate::webdriver::{Element, Session};

const FIND: &str = include_str!("page.js");

/// What an element is called.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Name<'a> {
    /// Exactly this.
    Is(&'a str),
    /// With this in it.
    Has(&'a str),
}

/// The page in the window.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) session: Session,
}

impl Page {
    pub(crate) fn new(session: Session) -> Self {
        Self { session }
    }

    /// Waits until the frame of the window stands.
    pub(crate) fn frame(&self) {
        self.find("navigation", Name::Is("Sections"));
        self.find("button", Name::Is("Sign-on"));
    }

    /// All elements of that role and name that can be seen now.
    pub(crate) fn all(&self, role: &str, name: Name<'_>) -> Vec<Element> {
        self.all_in(None, role, name)
    }

    pub(crate) fn all_in(&self, root: Option<&Element>, role: &str, name: Name<'_>) -> Vec<Element> {
        let (text, exact) = match name {
            Name::Is(text) => (text, true),
            Name::Has(text) => (text, false),
        };
        let root = root.map_or(Value::Null, Element::argument);
        let call = json!({ "script": FIND, "args": [role, text, exact, root] });
        let found = match self.session.ask("POST", "/execute/sync", Some(&call)) {
            Ok(found) => found,
            // What was found is gone again: whoever waits for it looks once more.
            Err(error) if error["error"] == "stale element reference" => return Vec::new(),
            Err(error) => panic!("{error}"),
        };
        found.as_array().unwrap().iter().map(|element| Element::read(element).unwrap()).collect()
    }

    /// Waits for the first of them.
    pub(crate) fn find(&self, role: &str, name: Name<'_>) -> Element {
        until(&format!("a {role} that {name:?} can be seen"), || self.all(role, name).into_iter().next())
    }

    /// Clicks it as a pointer does, once it can be clicked.
    pub(crate) fn click(&self, role: &str, name: Name<'_>) {
        until(&format!("a {role} that {name:?} can be clicked"), || {
            let element = self.all(role, name).into_iter().next()?;
            self.is_enabled(&element).then_some(())?;
            self.try_click(&element).ok()
        });
    }

    pub(crate) fn click_it(&self, element: &Element) {
        until("it can be clicked", || self.try_click(element).ok());
    }

    /// Clicks twice, as fast as a person does.
    pub(crate) fn double_click(&self, element: &Element) {
        let click = [json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 })];
        let over = json!({ "type": "pointerMove", "origin": element.argument(), "x": 0, "y": 0 });
        let between = json!({ "type": "pause", "duration": 80 });
        let actions = [&[over], &click[..], &[between], &click[..]].concat();
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions });
        self.session.ask("POST", "/actions", Some(&json!({ "actions": [mouse] }))).unwrap();
    }

    /// Scrolls as a person does: what stands half behind an edge is in view for the driver, and is hit beside it.
    fn try_click(&self, element: &Element) -> Result<Value, Value> {
        let script = "arguments[0].scrollIntoView({ block: 'nearest' })";
        let scroll = json!({ "script": script, "args": [element.argument()] });
        self.session.ask("POST", "/execute/sync", Some(&scroll))?;
        self.session.ask("POST", &format!("/element/{}/click", element.0), Some(&json!({})))
    }

    pub(crate) fn is_enabled(&self, element: &Element) -> bool {
        let script = "return !arguments[0].disabled && arguments[0].getAttribute('aria-disabled') !== 'true'";
        self.session.run(script, &[element.argument()]) == json!(true)
    }

    /// Types into a field in place of what it held.
    pub(crate) fn fill(&self, field: &Element, text: &str) {
        let path = |verb: &str| format!("/element/{}/{verb}", field.0);
        self.session.ask("POST", &path("clear"), Some(&json!({}))).unwrap();
        self.session.ask("POST", &path("value"), Some(&json!({ "text": text }))).unwrap();
    }

    /// The text field of that label.
    pub(crate) fn field(&self, label: &str) -> Element {
        self.find("textbox", Name::Is(label))
    }

    /// Opens the list of that label and takes an entry.
    pub(crate) fn choose(&self, label: &str, entry: &str) {
        self.click("combobox", Name::Has(label));
        self.click("option", Name::Has(entry));
        until("the list is closed", || self.all("option", Name::Has(entry)).is_empty().then_some(()));
    }

    /// Takes one of a few that are all in sight.
    pub(crate) fn switch(&self, to: &str) {
        self.click("radio", Name::Is(to));
    }

    /// Waits until the list of that label shows this entry.
    pub(crate) fn is_chosen(&self, label: &str, entry: &str) {
        until(&format!("{label} is {entry}"), || {
            let list = self.all("combobox", Name::Has(label)).pop()?;
            self.text_of(&list).contains(entry).then_some(())
        });
    }

    /// Puts another account into the top bar.
    pub(crate) fn account(&self, account: &str) {
        let field = self.find("combobox", Name::Is("Account"));
        self.fill(&field, account);
        self.session.press(&["Escape"]);
        self.session.press(&["Tab"]);
    }

    /// Goes to a section by the navigation.
    pub(crate) fn go(&self, section: &str) {
        let navigation = self.find("navigation", Name::Is("Sections"));
        let button = until("the section is in the navigation", || {
            // A count may stand beside the word.
            let all = self.all_in(Some(&navigation), "button", Name::Has(section));
            all.into_iter().next()
        });
        self.click_it(&button);
        self.find("main", Name::Is(section));
    }

    /// What can be read on the page.
    pub(crate) fn text(&self) -> String {
        self.session.run("return document.body.innerText", &[]).as_str().unwrap().to_owned()
    }

    /// What can be read in an element.
    pub(crate) fn text_of(&self, element: &Element) -> String {
        self.session.run("return arguments[0].innerText", &[element.argument()]).as_str().unwrap().to_owned()
    }

    /// Waits until this can be read.
    pub(crate) fn says(&self, text: &str) {
        until(&format!("the page says “{text}”"), || self.text().contains(text).then_some(()));
    }

    /// Asks a command of the program as the page does.
    pub(crate) fn ask(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.session
            .promise("return __TAURI_INTERNALS__.invoke(arguments[0], arguments[1])", &[json!(command), arguments])
    }
}
