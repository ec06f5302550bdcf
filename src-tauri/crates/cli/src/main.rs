//! The journeys of Tessera in a terminal and in CI.
//!
//! Each command has a file of its own; `failure` says which exit code an outcome has. The same journeys, environments
//! and keychain as in the window: nothing is decided here.

mod args;
mod companion;
mod decode;
mod devices;
mod failure;
mod fault;
mod file;
mod human;
mod operator;
mod password;
mod phone;
mod picture;
mod playing;
mod prepared;
mod qr;
mod run;
mod say;
mod scan;
mod self_test;
mod session;
mod simulate;
mod stored;
mod target;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use say::complain;

fn main() -> ExitCode {
    fault::tell_no_payload();
    tessera_credentials::keep_memory_private();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return args::refused(&error),
    };
    // One thread: a journey waits for one answer at a time, and threads would cost more than they bring.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain!("The program could not start: {error}");
            return ExitCode::from(failure::NOT_REACHED);
        }
    };
    let outcome = runtime.block_on(async {
        match arguments.command {
            Command::Run { journey } => run::run(journey).await,
            Command::Refresh(options) => run::run(args::Journey::Refresh(options)).await,
            Command::Session(options) => session::keep_alive(*options).await,
            Command::Devices(options) => devices::list(&options),
            Command::Simulate(options) => simulate::simulate(options).await,
            Command::Decode(options) => decode::decode(&options),
            Command::Qr(options) => qr::draw(&options),
            Command::Scan(options) => scan::scan(&options).await,
            Command::Platforms => Ok(human::platforms()),
            Command::SelfTest(options) => Ok(self_test::self_test(&options).await),
        }
    });
    // A picture that is still being read, or a keychain that hangs, must not keep the program from ending.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            complain!("{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
