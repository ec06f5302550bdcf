//! `--phone`: a real phone confirms the sign-on on a page that is served for this one run. What is said while it waits is
//! for the person: with `--format json` it goes to standard error, where no document is.

use std::io::IsTerminal;
use std::net::IpAddr;

use tessera_journeys::{Plan, RunReport};
use tessera_phone::{Interface, Offer, OpenPage, PhonePage, interfaces};
use tessera_protocol::{SignOn, platform};
use tessera_qr::{ErrorCorrection, QrCode, TerminalStyle};
use tessera_storage::Environment;

use crate::args::{Format, QrSignOn};
use crate::failure::Failure;
use crate::say::{drawn_for_person, for_person};

/// Serves the page, shows its code and waits for the phone, which decides how the plan signs on.
pub(crate) async fn ask(options: &QrSignOn, environment: &Environment, plan: &mut Plan) -> Result<OpenPage, Failure> {
    let at = &options.sign_on.at;
    let named = at.platform.as_deref();
    let offer = Offer {
        environment: environment.name.clone(),
        account: plan.account.as_ref().map(ToString::to_string).unwrap_or_default(),
        platform: named.and_then(platform).map_or("This phone", |platform| platform.label).to_owned(),
        playout_device_class: environment.playout_device_class.clone(),
    };
    let page = PhonePage::open(options.interface.map_or_else(only_address, Ok)?, offer).await?;
    // Listened for before the person is told that it ends the wait.
    let mut ended = tokio::spawn(tokio::signal::ctrl_c());
    tokio::task::yield_now().await;
    show(&page, at.format)?;
    let confirmed = tokio::select! {
        confirmed = page.confirmed() => confirmed.map_err(|why| Failure::NoPhone(why.to_string())),
        _ = &mut ended => Err(Failure::NoPhone("Ended by you before a phone confirmed. Nothing was sent.".into())),
    };
    let confirmed = match confirmed {
        Ok(confirmed) => confirmed,
        Err(why) => {
            page.close().await;
            return Err(why);
        }
    };
    for_person(at.format, &format!("Confirmed from {}: {}\n", confirmed.from, confirmed.described()));
    if named.is_none() {
        plan.platform = confirmed.platform;
    }
    plan.sign_on = SignOn::FirstTime(confirmed.device_information);
    Ok(page)
}

/// Tells the phone how the run ended, and ends the page.
pub(crate) async fn tell(page: OpenPage, report: &RunReport) {
    page.tell(report.into()).await;
    page.close().await;
}

/// The one address that a phone could reach.
fn only_address() -> Result<IpAddr, Failure> {
    let listed = interfaces().map_err(|why| {
        Failure::NoPhone(format!(
            "The network interfaces could not be listed: {why}. Name an address with --interface ADDRESS."
        ))
    });
    only(&listed?)
}

/// IPv4 where there is any, since every phone has it; with several addresses a person has to choose.
fn only(found: &[Interface]) -> Result<IpAddr, Failure> {
    let of_version_4: Vec<_> = found.iter().filter(|one| one.address.is_ipv4()).collect();
    match (&of_version_4[..], found) {
        ([one], _) => Ok(one.address),
        ([], [one]) => Ok(one.address),
        (_, []) => Err(Failure::NoPhone(
            "There is no network interface that a phone could reach. Join the network that the phone is in, and try again.".into(),
        )),
        (_, several) => {
            let options: Vec<_> = several.iter().map(|one| format!("--interface {} ({})", one.address, one.name)).collect();
            Err(Failure::Usage(format!(
                "Say on which address the page for the phone is to be served: {}.",
                options.join(", ")
            )))
        }
    }
}

fn show(page: &OpenPage, format: Format) -> Result<(), Failure> {
    let code = QrCode::encode(&page.url(), ErrorCorrection::M)?;
    let terminal = match format {
        Format::Human => std::io::stdout().is_terminal(),
        Format::Json => std::io::stderr().is_terminal(),
    };
    for_person(
        format,
        &format!(
            "A page for one phone is served on {}, on this network, until the journey ends or for five minutes.",
            page.address()
        ),
    );
    if terminal {
        drawn_for_person(
            format,
            &format!("\n{}Scan the code with the phone, or", code.terminal(TerminalStyle::default())),
        );
    }
    for_person(format, &format!("open on the phone: {}\nWaiting for the phone; Ctrl-C ends.", page.url()));
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn found(addresses: &[&str]) -> Vec<Interface> {
        let interface = |address: &&str| Interface { name: "eth0".to_owned(), address: address.parse().unwrap() };
        addresses.iter().map(interface).collect()
    }

    #[test]
    fn one_address_is_taken_and_between_several_a_person_chooses() {
        for one in [&["192.0.2.2"][..], &["192.0.2.2", "2001:db8::2", "2001:db8::3"]] {
            assert_eq!(only(&found(one)).unwrap().to_string(), "192.0.2.2");
        }
        assert_eq!(only(&found(&["2001:db8::2"])).unwrap().to_string(), "2001:db8::2");
        for several in [["192.0.2.2", "198.51.100.7"], ["2001:db8::2", "2001:db8::3"]] {
            let told = only(&found(&several)).unwrap_err();
            assert_eq!(told.exit_code(), crate::failure::USAGE);
            for address in several {
                assert!(told.to_string().contains(&format!("--interface {address} (eth0)")), "{told}");
            }
        }
    }

    #[test]
    fn without_a_network_it_is_said() {
        let told = only(&[]).unwrap_err();
        assert_eq!(told.exit_code(), crate::failure::NOT_REACHED);
        assert!(told.to_string().contains("no network interface"), "{told}");
    }
}
