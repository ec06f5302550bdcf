//! A real phone in the window: the page is served, its code read out of a picture of the window, confirmed by a plain
//! HTTP client in place of the phone, and gone when the journey has ended.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

use crate::desk::{Desk, Window};
use crate::keyring;
use crate::leaks::{self, Canary};
use crate::page::{Name, Page};
use crate::pictures::{codes_read_by_zbar, screenshot};
use crate::sign_on::{inside, shows_no_whole_token, verdict};
use crate::waiting::until;

const SAID: &str = r#"{"screen":{"width":393,"height":852,"pixelRatio":3},"touchPoints":5,"userAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1"}"#;

/// What a phone does, keeping every byte that it got.
struct Phone {
    host: SocketAddr,
    secret: String,
    got: String,
}

impl Phone {
    /// Reads the code off the window.
    fn scan(desk: &Desk, page: &Page) -> Self {
        page.find("img", Name::Is("QR code with the address of the page for the phone"));
        let url = until("zbarimg reads the page's code in a picture of the window", || {
            let codes = codes_read_by_zbar(&screenshot(), &desk.home);
            codes.into_iter().find(|code| code.starts_with("http://"))
        });
        let (host, secret) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        Self { host: host.parse().unwrap(), secret: secret.to_owned(), got: String::new() }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}", self.host, body.len());
        stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        self.got += &answer;
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn ask_with_secret(&mut self, method: &str, rest: &str, body: &str) -> String {
        let path = format!("/{}{rest}", self.secret);
        self.ask(method, &path, body)
    }

    fn nothing_listens(&self) {
        until("nothing listens any more", || TcpStream::connect(self.host).is_err().then_some(()));
    }
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Serves the page where only this machine reaches it: the list leaves that address out.
fn serve(page: &Page) {
    let inputs = page.find("region", Name::Is("QR sign-on"));
    page.click_it(&page.all_in(Some(&inputs), "button", Name::Has("Device"))[0]);
    page.switch("a real phone");
    let part = page.find("region", Name::Is("A real phone"));
    if page.all_in(Some(&part), "textbox", Name::Is("Address of this machine")).is_empty() {
        page.choose("Serve it on", "Another address…");
    }
    page.fill(&page.field("Address of this machine"), "127.0.0.1");
    page.click("button", Name::Is("Serve the page"));
    page.says("phone page on 127.0.0.1");
}

#[test]
fn a_phone_that_scans_the_window_is_signed_on_with_its_own_screen() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    assert!(!page.text().contains("phone page on"), "it is off until it is asked for");
    serve(page);
    let mut phone = Phone::scan(&desk, page);
    assert!(phone.ask_with_secret("GET", "", "").contains("makes a new device"));
    let offer = json_of(&phone.ask_with_secret("GET", "/offer", ""));
    assert_eq!(offer, json!({ "environment": "Simulator", "account": "ACC-1", "platform": "This phone" }));
    let taken = json_of(&phone.ask_with_secret("POST", "/confirm", SAID));
    let told = json_of(&phone.ask("GET", taken["outcome"].as_str().unwrap(), ""));
    assert_eq!(told["headline"], "Signed on");
    verdict(page, "Signed on");
    page.says("The phone was told: Signed on.");
    phone.nothing_listens();
    assert!(!page.text().contains("phone page on"));
    let request = inside(page, "signOnWithSessionToken", "Request");
    for own in ["1179", "2556", "iOS", "17.5"] {
        assert!(request.contains(own), "{own} in {request}");
    }
    let devices = page.ask("list_devices", json!({})).unwrap();
    assert_eq!((&devices[0]["account"], &devices[0]["platform"]), (&"ACC-1".into(), &"iphone".into()));
    shows_no_whole_token(page);
    what_comes_after_the_sign_on_may_be_repeated(page);
    no_secret_is_left(&desk, &window, &phone, devices[0]["clientId"].as_str().unwrap());
}

/// Another sign-on wants another phone.
fn what_comes_after_the_sign_on_may_be_repeated(page: &Page) {
    assert!(!page.is_enabled(&page.find("button", Name::Is("Sign on"))));
    page.click("option", Name::Has("content_token: done 200"));
    page.session.press(&["Control", "r"]);
    verdict(page, "Signed on");
    page.click("option", Name::Has("getSessionToken: done 200"));
    page.session.press(&["Control", "r"]);
    page.says("No phone has confirmed this sign-on.");
    assert_eq!(page.ask("list_devices", json!({})).unwrap().as_array().unwrap().len(), 1);
}

/// The page's secret is in no file, past run or output, and the phone got no name of the device.
fn no_secret_is_left(desk: &Desk, window: &Window, phone: &Phone, client_id: &str) {
    let canaries = [Canary::new("the page's secret", &phone.secret)];
    assert_eq!(leaks::search(&desk.home, &canaries), Vec::<String>::new());
    assert_eq!(canaries[0].is_in(window.output().as_bytes()), None);
    let runs = window.page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    for run in runs["runs"].as_array().unwrap() {
        let stored = window.page.ask("stored_run", json!({ "id": run["id"] })).unwrap().to_string();
        assert_eq!(canaries[0].is_in(stored.as_bytes()), None);
    }
    assert!(!phone.got.contains(client_id) && !phone.got.contains("eyJ"), "{}", phone.got);
}

#[test]
fn what_a_phone_declines_and_a_person_closes_is_not_done() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    serve(page);
    let mut phone = Phone::scan(&desk, page);
    phone.ask_with_secret("POST", "/decline", "");
    page.says("The phone said: not now. Nothing was sent");
    phone.nothing_listens();
    page.click("button", Name::Is("Serve the page"));
    let again = Phone::scan(&desk, page);
    assert_ne!(again.secret, phone.secret);
    page.click("button", Name::Is("Close the page"));
    page.says("The page for the phone was closed.");
    again.nothing_listens();
    page.fill(&page.field("Address of this machine"), "192.0.2.1");
    page.click("button", Name::Is("Serve the page"));
    page.says("cannot be served on 192.0.2.1");
    assert_eq!(page.ask("list_devices", json!({})).unwrap(), json!([]));
}
