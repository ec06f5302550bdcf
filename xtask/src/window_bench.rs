//! The program's window beside an empty Tauri window: time to the first paint and to the ready frame, memory and work
//! while idle.
//!
//! Both are measured in turn in the same run, because machines differ more than the two do. Nothing is asserted here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::checkout::Checkout;
use crate::session::Session;
use crate::stop::{Outcome, Stop};
use crate::webdriver::Window;

/// How often each window is opened.
const ROUNDS: usize = 7;

/// How long a window may still be busy with its start after its first element.
const SETTLE: Duration = Duration::from_secs(5);

/// How long it is then left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);

/// One opening of one window.
#[derive(Debug, Clone, Copy)]
struct Measured {
    first_paint: f64,
    ready: f64,
    memory: f64,
    work: f64,
}

/// Opens both release builds in turn and prints the medians and their ratio.
pub(crate) fn compare(checkout: &Checkout) -> Outcome {
    let ours = checkout.program("release", "tessera-desktop");
    let empty = checkout.program("release/examples", "empty_window");
    let mut of_ours = Vec::new();
    let mut of_empty = Vec::new();
    for round in 1..=ROUNDS {
        println!("round {round} of {ROUNDS}");
        of_empty.push(measure(&empty, "#app > *")?);
        of_ours.push(measure(&ours, "#app nav button")?);
    }
    println!("\n{:<28} {:>10} {:>10} {:>7}", "median of each", "Tessera", "empty", "ratio");
    print("first paint, s", &of_ours, &of_empty, |one| one.first_paint);
    print("ready, s", &of_ours, &of_empty, |one| one.ready);
    print("memory when idle, MiB PSS", &of_ours, &of_empty, |one| one.memory);
    print("CPU in 5 s idle, s", &of_ours, &of_empty, |one| one.work);
    Ok(())
}

fn print(what: &str, ours: &[Measured], empty: &[Measured], value: fn(&Measured) -> f64) {
    let (ours, empty) = (median(ours.iter().map(value)), median(empty.iter().map(value)));
    println!("{what:<28} {ours:>10.2} {empty:>10.2} {:>7.2}", ours / empty);
}

/// Every opening has a desktop of its own, so that none finds what another left.
fn measure(program: &Path, selector: &str) -> Outcome<Measured> {
    let desktop = Session::start()?;
    let (window, ready) = Window::open(&desktop, program, selector)?;
    let first_paint = window.first_paint()?;
    thread::sleep(SETTLE);
    let before = family(window.driver_id());
    thread::sleep(IDLE);
    let after = family(window.driver_id());
    let memory = after.keys().map(|id| kibibytes(*id)).sum::<f64>() / 1024.0;
    let work = after.values().sum::<f64>() - before.values().sum::<f64>();
    if memory == 0.0 {
        return Err(Stop::new("The memory of the window cannot be read.", "This needs Linux and its /proc."));
    }
    Ok(Measured { first_paint, ready: ready.as_secs_f64(), memory, work })
}

/// The descendants of a process, without itself, each with the CPU time it has used, in seconds.
fn family(driver: u32) -> BTreeMap<u32, f64> {
    let processes: Vec<(u32, u32, f64)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            // The name in parentheses may hold anything; the fields after it are numbers.
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
            // A tick is a hundredth of a second on every Linux that Debian builds.
            Some((id, fields.get(1)?.parse().ok()?, (ticks(11)? + ticks(12)?) / 100.0))
        })
        .collect();
    let mut family = BTreeMap::new();
    let mut parents = vec![driver];
    while let Some(parent) = parents.pop() {
        for (id, _, work) in processes.iter().filter(|(_, of, _)| *of == parent) {
            family.insert(*id, *work);
            parents.push(*id);
        }
    }
    family
}

/// The share of memory that this process would free, as Linux counts it.
fn kibibytes(process: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0.0)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_not_moved_by_one_slow_round() {
        assert!((median([0.4, 9.0, 0.5].into_iter()) - 0.5).abs() < f64::EPSILON);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_child_belongs_to_the_family() {
        let child = std::process::Command::new("sleep").arg("30").spawn();
        let Ok(mut child) = child else { return };
        let family = family(std::process::id());
        let memory = kibibytes(child.id());
        let _ = child.kill();
        let _ = child.wait();
        assert!(family.contains_key(&child.id()));
        assert!(memory > 0.0);
    }
}
