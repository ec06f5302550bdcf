//! Reading a code as it was drawn, a screenshot of 4K with and without one, and the whole set of 63 pictures, with how many of
//! each distortion were read.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/pictures/mod.rs"]
mod pictures;

use divan::Bencher;
use image::{GrayImage, Luma, imageops};
use pictures::{DISTORTIONS, Picture};
use tessera_qr::{ErrorCorrection, read};

fn main() {
    let set = pictures::set();
    for distortion in DISTORTIONS {
        let ending = format!("{distortion:?}");
        let these: Vec<_> = set.iter().filter(|picture| picture.name.ends_with(&ending)).collect();
        println!("{ending:16} {} of {} read", these.iter().filter(|picture| is_read(picture)).count(), these.len());
    }
    println!("{:16} {} of {} read\n", "all", set.iter().filter(|picture| is_read(picture)).count(), set.len());
    divan::main();
}

fn is_read(picture: &Picture) -> bool {
    read(&picture.png()).is_ok_and(|found| found.iter().any(|code| code.text.as_str() == picture.text))
}

#[divan::bench(args = [21, 313, 691])]
fn plain(bencher: Bencher<'_, '_>, length: usize) {
    let (_, text) = pictures::payloads().into_iter().find(|(_, text)| text.len() == length).unwrap();
    let file = pictures::png(&pictures::drawn(&text, ErrorCorrection::M, 4));
    bencher.bench(|| read(&file));
}

fn desktop() -> GrayImage {
    let noise = pictures::letters(1 << 16, 3).into_bytes();
    GrayImage::from_fn(3840, 2160, |x, y| {
        let dark = x % 9 > 2 && y % 22 > 8 && noise[((x / 2 + y * 31) % (1 << 16)) as usize].is_multiple_of(2);
        Luma([if dark { 30 } else { 250 }])
    })
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn screenshot_of_4k_with_a_code(bencher: Bencher<'_, '_>) {
    let mut screen = desktop();
    let code = pictures::drawn(&pictures::letters(21, 7), ErrorCorrection::M, 4);
    imageops::replace(&mut screen, &code, 2000, 1000);
    let file = pictures::png(&screen);
    bencher.bench(|| read(&file));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn screenshot_of_4k_without_a_code(bencher: Bencher<'_, '_>) {
    let file = pictures::png(&desktop());
    bencher.bench(|| read(&file));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn whole_set_of_63(bencher: Bencher<'_, '_>) {
    let files: Vec<_> = pictures::set().iter().map(Picture::png).collect();
    bencher.bench(|| files.iter().filter(|file| read(file).is_ok()).count());
}
