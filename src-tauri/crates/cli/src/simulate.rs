//! `tessera simulate`: the simulator in a process of its own, until Ctrl-C.

use std::path::{Path, PathBuf};

use tessera_journeys::prepare::{fitted, simulated};
use tessera_simulator::{RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::Environment;

use crate::args::Simulate;
use crate::failure::Failure;
use crate::file;
use crate::say::say;

pub(crate) async fn simulate(options: Simulate) -> Result<u8, Failure> {
    let config = options.config.as_deref().map_or_else(|| Ok(SimulatorConfig::default()), file::simulator_config)?;
    let named = !config.operator_credentials.is_empty();
    let simulator = Simulator::start(config, options.port).await?;
    let environment = environment(&simulator)?;
    let own_folder = std::env::temp_dir().join(format!("tessera-simulator-{}", std::process::id()));
    let made = options.environment_file.is_none().then_some(own_folder);
    let in_folder = |folder: &PathBuf| folder.join("simulator.toml");
    let path = options.environment_file.or(made.as_ref().map(in_folder)).unwrap_or_default();
    write(&path, made.as_deref(), &environment)?;
    let credential = simulator.operator_credential();
    say!("Simulator at {}, until Ctrl-C.", simulator.base_url());
    say!("\nEnvironment file:      {}", path.display());
    say!("Operator kid:          {}", credential.kid());
    say!("Secret, {:<14} {}", format!("{}:", credential.encoding().name()), credential.expose_secret());
    say!(
        "\nThe secret opens nothing but this simulator{}. To sign on:",
        if named { "" } else { ", and is made anew at every start" }
    );
    say!(
        "\n  TESSERA_OPERATOR_SECRET={} tessera run qr-sign-on --env {} --operator-kid {} --operator-secret-encoding {}",
        credential.expose_secret(),
        path.display(),
        credential.kid(),
        credential.encoding().name()
    );
    let ended = tokio::signal::ctrl_c().await;
    simulator.stop().await;
    if let Some(folder) = made {
        // It lies in the system's temporary folder; if it cannot be removed, the system will do so.
        let _ = std::fs::remove_dir_all(folder);
    }
    ended.map_err(|error| Failure::Outcome(format!("Ctrl-C could not be listened to: {error}")))?;
    Ok(0)
}

/// The environment of a running simulator.
pub(crate) fn environment(simulator: &RunningSimulator) -> Result<Environment, Failure> {
    let wrong = |error| Failure::Outcome(format!("The simulator's address {error}"));
    let base_url = simulator.base_url().parse().map_err(wrong)?;
    let ssp = simulator.ssp_url().parse().map_err(wrong)?;
    let environment = simulated(base_url, ssp, simulator.config().tenant.clone());
    Ok(fitted(environment, simulator.needed_ways()))
}

fn write(path: &Path, make: Option<&Path>, environment: &Environment) -> Result<(), Failure> {
    make.map_or(Ok(()), std::fs::create_dir_all).map_err(|why| {
        Failure::Outcome(format!(
            "No temporary folder could be made for the environment file: {why}. Name a place with --environment-file."
        ))
    })?;
    let text = environment.to_file_text().map_err(|problems| {
        Failure::Outcome(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })?;
    file::write(path, text.as_bytes(), "The environment file could not be written:")
}
