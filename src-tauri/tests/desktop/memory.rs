//! What is left of a secret in the memory of the program, read as a debugger would. A build that is no release lets one in.
//!
//! Looked at is what the system's allocator gave to the program. What a person types goes through the web view first, in
//! processes of its own and in memory of its own in this one, which is not ours to wipe.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use serde_json::json;

use crate::desk::{Desk, Window};
use crate::own_environment::{add_credential, add_environment};
use crate::page::Name;
use crate::platform::SECRET;
use crate::sign_on::verdict;

/// As the encoding makes it: what signs.
const KEY: &str = "canary-of-the-operator: never to be written down";

const PAGE: u64 = 4096;

/// The system's allocator takes memory for threads in pieces that begin at multiples of this; the web view has another one.
const PIECE: u64 = 64 << 20;

/// Where the system's allocator has memory within a mapping. The kernel may join what it took with what lies beside it, so
/// the head of each piece is asked (`heap_info` of glibc): its arena, the piece before, its size.
fn pieces(memory: &File, (from, to): (u64, u64)) -> Vec<(u64, u64)> {
    let at = (from.next_multiple_of(PIECE)..to).step_by(usize::try_from(PIECE).unwrap());
    at.filter_map(|at| {
        let mut head = [0; 24];
        memory.read_exact_at(&mut head, at).ok()?;
        let [arena, _, size] = [0, 8, 16].map(|from| u64::from_ne_bytes(head[from..from + 8].try_into().unwrap()));
        let is_one = arena != 0 && arena % PIECE < PAGE && size.is_multiple_of(PAGE) && (PAGE..=PIECE).contains(&size);
        is_one.then(|| (at, to.min(at + size)))
    })
    .collect()
}

/// Where that memory is really there, and what it is called.
fn present(program: u32, memory: &File) -> Vec<(u64, u64, String)> {
    let maps = fs::read_to_string(format!("/proc/{program}/maps")).unwrap();
    let pages = File::open(format!("/proc/{program}/pagemap")).unwrap();
    let mut runs: Vec<(u64, u64, String)> = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [from, to] = [from, to].map(|address| u64::from_str_radix(address, 16).unwrap());
        let taken = if line.ends_with("[heap]") { vec![(from, to)] } else { pieces(memory, (from, to)) };
        for (from, to) in taken {
            let mut entries = vec![0; usize::try_from((to - from) / PAGE * 8).unwrap()];
            if pages.read_exact_at(&mut entries, from / PAGE * 8).is_err() {
                continue;
            }
            for (number, entry) in entries.chunks_exact(8).enumerate() {
                // In memory or swapped out.
                if entry[7] & 0xc0 == 0 {
                    continue;
                }
                let at = from + number as u64 * PAGE;
                match runs.last_mut() {
                    Some((_, end, _)) if *end == at => *end += PAGE,
                    _ => runs.push((at, at + PAGE, line.to_owned())),
                }
            }
        }
    }
    runs
}

/// Each place where one of the texts stands.
fn places(program: u32, texts: &[&[u8]]) -> Vec<String> {
    let memory = File::open(format!("/proc/{program}/mem")).unwrap();
    let mut found = Vec::new();
    for (from, to, line) in present(program, &memory) {
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        // It may have been given back meanwhile.
        let Ok(read) = memory.read_at(&mut bytes, from) else { continue };
        for text in texts {
            let at = memchr::memmem::find_iter(&bytes[..read], text);
            found.extend(at.map(|at| format!("{:x} in {line}", from + at as u64)));
        }
    }
    found
}

fn copies_of_the_secret(window: &Window) -> Vec<String> {
    let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    places(window.program(), &[SECRET.as_bytes(), KEY.as_bytes(), &wide])
}

#[test]
fn a_removed_operator_secret_is_gone_from_the_programs_memory() {
    let desk = Desk::new().with("DBUS_SESSION_BUS_ADDRESS", None).with("XDG_RUNTIME_DIR", Some("/nonexistent"));
    let window = desk.start();
    let page = &window.page;
    add_environment(page, "http://127.0.0.1:9");
    page.go("Credentials");
    page.click("button", Name::Is("Keep secrets for this session only"));
    page.says("Secrets are kept for this session only.");
    add_credential(page, "Base64");
    page.go("Sign-on");
    page.choose("Environment", "Lab");
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Not reached");
    let held = copies_of_the_secret(&window);
    assert!(!held.is_empty(), "the search finds what is there");
    let credentials = page.ask("list_credentials", json!({})).unwrap();
    let lab = credentials.as_array().unwrap().iter().find(|one| one["environment"] == "lab").unwrap();
    page.ask("remove_credential", json!({ "id": lab["id"] })).unwrap();
    let began = std::time::Instant::now();
    let mut left = copies_of_the_secret(&window);
    while !left.is_empty() && began.elapsed() < std::time::Duration::from_secs(10) {
        left = copies_of_the_secret(&window);
    }
    assert!(left.is_empty(), "at first\n{}\nleft\n{}", held.join("\n"), left.join("\n"));
}
