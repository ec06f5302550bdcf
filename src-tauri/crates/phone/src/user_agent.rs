//! What a user agent means: a system with its version, a model, and the closest of the sixteen platforms.
//!
//! On a page without TLS the user agent is all there is. Chrome on Android says version 10 and model K in it, whatever
//! the phone is; its user agent data would tell, and are taken where they come. What is not known is left out.

use crate::said::Said;

pub(crate) struct Recognised {
    /// One of `protocol::platforms`.
    pub(crate) platform: &'static str,
    /// `device.OS.type`.
    pub(crate) system: String,
    pub(crate) version: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) manufacturer: Option<String>,
}

impl Recognised {
    pub(crate) fn of(said: &Said) -> Self {
        let agent = said.user_agent.as_str();
        let (agent_data, has) = (&said.hints, |word| agent.contains(word));
        if has("iPhone") || has("iPod") {
            return Self::apple("iphone", "iPhone", version(agent, "iPhone OS "));
        }
        if has("iPad") {
            return Self::apple("ipad", "iPad", version(agent, "CPU OS "));
        }
        // An iPad asks for desktop pages under the name of a Macintosh, none of which has a touch screen.
        if has("Macintosh") && said.touch_points > 1 {
            return Self::apple("ipad", "iPad", version(agent, "Version/"));
        }
        if has("Android") || agent_data.platform == "Android" {
            let phone = agent_data.mobile || has("Mobile");
            return Self {
                platform: if phone { "mobile-android" } else { "tablet-android" },
                system: "Android".to_owned(),
                version: known(&agent_data.platform_version).or_else(|| version(agent, "Android ")),
                model: known(&agent_data.model).or_else(|| android_model(agent)),
                manufacturer: None,
            };
        }
        Self::browser(said)
    }

    fn apple(platform: &'static str, model: &str, version: Option<String>) -> Self {
        Self {
            platform,
            system: "iOS".to_owned(),
            version,
            model: Some(model.to_owned()),
            manufacturer: Some("Apple".to_owned()),
        }
    }

    fn browser(said: &Said) -> Self {
        let agent = said.user_agent.as_str();
        let kinds = [
            ("Edg/", "desktop-edge", "Edge", "Microsoft"),
            ("Firefox/", "desktop-firefox", "Firefox", "Mozilla"),
            ("Chrome/", "desktop-chrome", "Chrome", "Google"),
            ("Safari/", "desktop-safari", "Safari", "Apple"),
        ];
        let kind = kinds.into_iter().find(|(word, ..)| agent.contains(word));
        let systems = [
            ("Windows NT ", "Windows"),
            ("Mac OS X ", "Mac"),
            ("CrOS ", "Chrome OS"),
            ("Tizen ", "Tizen"),
            ("Linux", "Linux"),
        ];
        let system = systems.into_iter().find(|(word, _)| agent.contains(word));
        Self {
            platform: kind.map_or("desktop-chrome", |(_, platform, ..)| platform),
            system: system
                .map(|(_, name)| name.to_owned())
                .or_else(|| known(&said.hints.platform))
                .unwrap_or_else(|| "unknown".to_owned()),
            version: system.and_then(|(word, _)| version(agent, word)).or_else(|| known(&said.hints.platform_version)),
            model: kind.map(|(_, _, model, _)| model.to_owned()),
            manufacturer: kind.map(|(.., maker)| maker.to_owned()),
        }
    }
}

/// The number after a word, written with dots.
fn version(agent: &str, after: &str) -> Option<String> {
    let (_, rest) = agent.split_once(after)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && !"._".contains(letter)).unwrap_or(rest.len());
    known(&rest[..end].replace('_', "."))
}

/// `(Linux; Android 14; Pixel 8 Build/..)`: what follows the version, where it is a model.
fn android_model(agent: &str) -> Option<String> {
    let inside = agent.split_once('(')?.1.split_once(')')?.0;
    let after = inside.split(';').map(str::trim).skip_while(|part| !part.starts_with("Android")).nth(1)?;
    let model = after.split(" Build/").next()?.trim();
    let says_nothing = ["K", "Mobile", "Tablet", "wv"].contains(&model) || model.starts_with("rv:");
    if says_nothing { None } else { known(model) }
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
