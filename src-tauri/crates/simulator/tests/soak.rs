//! Devices that sign on and stay signed on for sixty hours, over real sockets, by moving the clock: nothing is refused,
//! and what the simulator remembers stays bounded.
#![allow(clippy::unwrap_used, missing_docs)]

mod line;

use std::sync::{Arc, Barrier};
use std::thread;

use jiff::SignedDuration;
use tessera_simulator::{Account, Choices, Clock, RefreshRotation, RunningSimulator, Simulator, SimulatorConfig};

use crate::line::{Line, SET_TOP_BOX, jwt, member, resident};

const CONNECTIONS: usize = 4;
/// Access tokens last an hour.
const BETWEEN: SignedDuration = SignedDuration::from_mins(55);
const HOURS: i64 = 60;
/// As many as make sixty hours.
const ROUNDS: usize = 66;

fn config() -> SimulatorConfig {
    // Each refresh token is good once, so that there are spent ones to remember.
    let choices = Choices { refresh_rotation: RefreshRotation::Rotated, ..Choices::default() };
    let account = Account { max_devices: u32::MAX, ..Account::new("ACC-1", "") };
    SimulatorConfig { choices, accounts: vec![account], guest_account: None, ..SimulatorConfig::default() }
}

/// Signs some devices on, and refreshes them once after each turn of the barriers.
fn live(simulator: &RunningSimulator, devices: usize, (begin, end): (&Barrier, &Barrier)) {
    let mut line = Line::to(simulator);
    let jwt = jwt(simulator, "ACC-1");
    let mut tokens: Vec<(String, String)> = (0..devices)
        .map(|_| {
            let session_token = line.session_token(&jwt);
            let answer = line.sign_on(&session_token, SET_TOP_BOX);
            (member(answer, "access_token"), member(answer, "refresh_token"))
        })
        .collect();
    end.wait();
    for round in 1..=ROUNDS {
        begin.wait();
        for (place, (access, refresh)) in tokens.iter_mut().enumerate() {
            let headers = format!("authorization: Bearer {refresh}\r\n");
            let answer = line.ask("POST /ias/v3/token/actions/refresh", &headers, "", " 200 ");
            (*access, *refresh) = (member(answer, "access_token"), member(answer, "refresh_token"));
            if place % 20 == round % 20 {
                let headers = format!("authorization: Bearer {access}\r\n");
                line.ask("POST /ias/v2/content_token?content_id=CH015&type=device", &headers, "", " 200 ");
            }
        }
        end.wait();
    }
}

#[test]
fn a_thousand_devices_stay_signed_on_for_sixty_hours_and_memory_stays_flat() {
    let devices = 1_000;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let clock = Clock::fixed("2022-06-10T15:04:53Z".parse().unwrap());
    let simulator = Arc::new(runtime.block_on(Simulator::start_with_clock(config(), None, clock)).unwrap());
    let (begin, end) = (Barrier::new(CONNECTIONS + 1), Barrier::new(CONNECTIONS + 1));
    let mut resident_after = Vec::new();
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| live(&simulator, devices / CONNECTIONS, (&begin, &end)));
        }
        end.wait();
        for _ in 1..=ROUNDS {
            simulator.clock().advance(BETWEEN);
            begin.wait();
            end.wait();
            resident_after.push(resident());
        }
    });
    assert!(simulator.clock_view().moved_by_seconds >= HOURS * 3600);
    assert_eq!(simulator.devices().len(), devices);
    let refused: Vec<_> = simulator.requests().into_iter().filter(|request| request.why.is_some()).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let (Some(Some(early)), Some(Some(late))) = (resident_after.get(ROUNDS / 10), resident_after.last()) else {
        return;
    };
    assert!(late * 4 <= early * 5, "{} KiB after a tenth, {} KiB at the end", early / 1024, late / 1024);
}
