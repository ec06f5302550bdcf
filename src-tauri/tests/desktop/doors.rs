//! What the page cannot do, tried in the real web view: run foreign code, reach other hosts, leave, store.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::desk::{Desk, Window};
use crate::page::Page;

/// Runs the body in the page and says what became of it.
fn probe(page: &Page, body: &str) -> Value {
    page.session.promise(body, &[]).unwrap_or_else(|failed| json!({ "failed": failed }))
}

fn address(page: &Page) -> String {
    page.session.run("return location.href", &[]).as_str().unwrap().to_owned()
}

#[test]
fn the_page_runs_no_foreign_code() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    // Scripts of the driver are exempt from the policy, so code is put into the page and looked for there.
    page.session.run(
        "const code = document.createElement('script');
         code.textContent = \"window.pwned = 'inline script'\";
         document.body.append(code);
         const link = document.createElement('a');
         link.setAttribute('onclick', \"window.pwned = 'handler'\");
         document.body.append(link);
         link.click();
         const image = document.createElement('img');
         image.setAttribute('onerror', \"window.pwned = 'onerror'\");
         image.src = 'no-such-picture';
         document.body.append(image);",
        &[],
    );
    for (scheme, source) in [
        ("data:", "'data:text/javascript,window.pwned=1'"),
        ("blob:", "URL.createObjectURL(new Blob(['window.pwned = 2'], { type: 'text/javascript' }))"),
    ] {
        let loaded = probe(
            page,
            &format!(
                "const code = document.createElement('script');
                 code.src = {source};
                 return await new Promise((done) => {{
                   code.onload = () => done('loaded');
                   code.onerror = () => done('refused');
                   document.body.append(code);
                 }});"
            ),
        );
        assert_eq!(loaded, json!("refused"), "{scheme}");
    }
    let violations = probe(
        page,
        "const seen = [];
         document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
         setTimeout(\"window.pwned = 'timer'\", 0);
         const code = document.createElement('script');
         code.textContent = \"window.pwned = eval('1 + 1')\";
         document.body.append(code);
         await new Promise((done) => setTimeout(done, 200));
         return seen;",
    );
    assert!(violations.as_array().unwrap().iter().any(|one| one == "script-src-elem"), "{violations}");
    let evaluated = page.session.run("try { return (0, eval)('1 + 1') } catch (error) { return error.name }", &[]);
    assert_eq!(evaluated, json!("EvalError"));
    let made = page.session.run("try { return new Function('return 1')() } catch (error) { return error.name }", &[]);
    assert_eq!(made, json!("EvalError"));
    assert_eq!(page.session.run("return window.pwned ?? null", &[]), Value::Null, "foreign code ran");
}

#[test]
fn the_page_reaches_no_host() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    // A listener proves that nothing arrives, which a closed port could not.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    for reach in [
        format!("return (await fetch('{host}/fetched')).status"),
        format!("return (await fetch('{host}/opaque', {{ mode: 'no-cors' }})).type"),
        format!(
            "const ask = new XMLHttpRequest(); ask.open('GET', '{host}/xhr', false); ask.send(); return ask.status"
        ),
        format!(
            "return await new Promise((done, refused) => {{
               const socket = new WebSocket('{}');
               socket.onopen = () => done('open');
               socket.onerror = () => refused('closed');
             }})",
            host.replace("http", "ws")
        ),
        format!(
            "return await new Promise((done, refused) => {{
               const image = new Image();
               image.onload = () => done('loaded');
               image.onerror = () => refused('refused');
               image.src = '{host}/picture.png';
             }})"
        ),
    ] {
        let failed = page.session.promise(&reach, &[]);
        assert!(failed.is_err(), "{reach}: {failed:?}");
    }
    page.session.run(
        &format!(
            "navigator.sendBeacon?.('{host}/beacon', 'x');
             const frame = document.createElement('iframe');
             frame.src = '{host}/frame';
             document.body.append(frame);
             const form = document.createElement('form');
             form.action = '{host}/form';
             form.method = 'post';
             document.body.append(form);
             form.submit();
             const style = document.createElement('link');
             style.rel = 'stylesheet';
             style.href = '{host}/style.css';
             document.head.append(style);"
        ),
        &[],
    );
    // Long enough for a request on loopback to arrive.
    probe(page, "await new Promise((done) => setTimeout(done, 500))");
    let arrived = listener.accept().map(|(_, from)| from).ok();
    assert_eq!(arrived, None, "something reached another host");
    assert!(address(page).starts_with("tauri://localhost"), "the form led away: {}", address(page));
}

#[test]
fn the_page_has_no_global_tauri_and_a_frozen_prototype() {
    let desk = Desk::new();
    let window = desk.start();
    let run = |body: &str| window.page.session.run(body, &[]);
    assert_eq!(run("return typeof window.__TAURI__"), json!("undefined"));
    assert_eq!(run("return Object.isFrozen(Object.prototype)"), json!(true));
}

#[test]
fn plugins_that_read_files_or_start_programs_are_refused() {
    let desk = Desk::new();
    let window = desk.start();
    for command in [
        "plugin:fs|read_text_file",
        "plugin:shell|execute",
        "plugin:http|fetch",
        "plugin:dialog|open",
        "plugin:opener|open_url",
        "plugin:window|create",
        "plugin:webview|create_webview_window",
    ] {
        let refusal = window.page.ask(command, json!({ "path": "/etc/passwd", "url": "https://example.com" }));
        let refusal = refusal.unwrap_err().to_string();
        assert!(refusal.contains("not allowed"), "{command}: {refusal}");
    }
}

#[test]
fn the_window_stays_on_its_own_page_and_opens_no_other() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    for elsewhere in ["https://example.com/", "http://127.0.0.1:9/", "file:///etc/passwd", "data:text/html,x"] {
        // The driver does not ask the page's policy; it may say that it was refused, or wait for a page that never comes.
        page.session.run(&format!("location.href = {}", json!(elsewhere)), &[]);
        probe(page, "await new Promise((done) => setTimeout(done, 100))");
        assert!(address(page).starts_with("tauri://localhost"), "{}", address(page));
    }
    let _ = page.session.ask("POST", "/url", Some(&json!({ "url": "https://example.com/" })));
    assert!(address(page).starts_with("tauri://localhost"), "{}", address(page));
    assert_eq!(page.session.run("return window.open('https://example.com/')", &[]), Value::Null);
    assert_eq!(page.session.run("return window.open('about:blank')", &[]), Value::Null);
    page.session.run(
        "const link = document.createElement('a');
         link.href = 'https://example.com/';
         link.target = '_blank';
         document.body.append(link);
         link.click();",
        &[],
    );
    let handles = page.session.ask("GET", "/window/handles", None).unwrap();
    assert_eq!(handles.as_array().unwrap().len(), 1);
    page.frame();
}

#[test]
fn web_storage_is_empty() {
    let desk = Desk::new();
    let window = desk.start();
    for section in ["Sign-on", "Settings"] {
        window.page.go(section);
    }
    assert_eq!(stored(&window), json!([0, 0, 0, "", 0]));
    window.close();
    // The web view makes folders for what it might be asked to store, with salts and the names of origins.
    let left = crate::leaks::files(&desk.home.join(".local/share/dev.tessera.Tessera"));
    let stored: Vec<_> = left.iter().filter(|file| !file.ends_with("salt") && !file.ends_with("origin")).collect();
    let known = |file: &&&std::path::PathBuf| !file.ends_with("hsts-storage.sqlite");
    assert_eq!(stored.iter().filter(known).collect::<Vec<_>>(), Vec::<&&std::path::PathBuf>::new());
}

/// Entries of local and session storage, databases, cookies, caches.
pub(crate) fn stored(window: &Window) -> Value {
    let count = "const databases = await indexedDB.databases?.() ?? [];
                 const kept = typeof caches === 'undefined' ? [] : await caches.keys().catch(() => []);
                 return [localStorage.length, sessionStorage.length, databases.length, document.cookie, kept.length]";
    window.page.session.promise(count, &[]).unwrap()
}
