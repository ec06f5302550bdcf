//! `tessera devices`: which devices have signed on, as the window lists them.

use tessera_storage::EnvironmentId;
use tessera_tokens::visible;

use crate::args::{Devices, Format};
use crate::failure::Failure;
use crate::human;
use crate::say::say;
use crate::stored::Stored;

pub(crate) fn list(options: &Devices) -> Result<u8, Failure> {
    let stored = Stored::open()?;
    let environment: Option<EnvironmentId> = match options.env.as_deref() {
        Some(name) if name == EnvironmentId::simulator().as_str() => Some(EnvironmentId::simulator()),
        Some(name) => Some(stored.environment(name)?.id),
        None => None,
    };
    let devices = stored.devices(environment.as_ref())?;
    match options.output.format {
        Format::Json => human::json(&devices),
        Format::Human if devices.is_empty() => say!("No device has signed on. tessera run qr-sign-on makes one."),
        Format::Human => {
            for device in &devices {
                let label = visible(device.label.as_deref().unwrap_or_default());
                say!(
                    "{:<20} {:<16} {:<16} {:<26} {:.0}  {label}",
                    device.environment.as_str(),
                    device.account.as_str(),
                    device.platform.as_str(),
                    device.client_id.as_str(),
                    device.last_signed_on_at
                );
            }
        }
    }
    Ok(0)
}
