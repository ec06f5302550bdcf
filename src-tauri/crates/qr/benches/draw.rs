//! Encoding and drawing a code, for each of the three payloads.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/pictures/mod.rs"]
mod pictures;

use divan::Bencher;
use tessera_qr::{ErrorCorrection, QrCode, TerminalStyle};

fn main() {
    divan::main();
}

fn text(length: usize) -> String {
    pictures::payloads().into_iter().map(|(_, text)| text).find(|text| text.len() == length).unwrap()
}

const LENGTHS: [usize; 3] = [21, 313, 691];

#[divan::bench(args = LENGTHS)]
fn encode(bencher: Bencher<'_, '_>, length: usize) {
    let text = text(length);
    bencher.bench(|| QrCode::encode(&text, ErrorCorrection::M));
}

#[divan::bench(args = LENGTHS)]
fn svg(bencher: Bencher<'_, '_>, length: usize) {
    let code = QrCode::encode(&text(length), ErrorCorrection::M).unwrap();
    bencher.bench(|| code.svg());
}

#[divan::bench(args = LENGTHS)]
fn png(bencher: Bencher<'_, '_>, length: usize) {
    let code = QrCode::encode(&text(length), ErrorCorrection::M).unwrap();
    bencher.bench(|| code.png(8));
}

#[divan::bench(args = LENGTHS)]
fn terminal(bencher: Bencher<'_, '_>, length: usize) {
    let code = QrCode::encode(&text(length), ErrorCorrection::M).unwrap();
    bencher.bench(|| code.terminal(TerminalStyle::Colours));
}
