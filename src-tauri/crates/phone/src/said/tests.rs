//! What phones say, and what becomes of it.
#![allow(clippy::unwrap_used)]

use std::net::Ipv4Addr;

use super::*;

fn confirmed(said: &Value) -> Confirmed {
    let said = Said::read(said.to_string().as_bytes()).unwrap();
    said.confirmed(Ipv4Addr::LOCALHOST.into(), Some("mobileDevice"))
}

fn phone(user_agent: &str, touch_points: u8) -> Value {
    let screen = json!({ "width": 412, "height": 915, "pixelRatio": 2.625 });
    json!({ "screen": screen, "userAgent": user_agent, "touchPoints": touch_points })
}

fn device(user_agent: &str, touch_points: u8) -> (String, Value, Value) {
    let confirmed = confirmed(&phone(user_agent, touch_points));
    let get = |path| confirmed.device_information.get(path).unwrap().clone();
    (confirmed.platform.to_string(), get("device.hardware"), get("device.OS"))
}

#[test]
fn a_phone_makes_the_documented_block_with_its_own_screen() {
    let agent =
        "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UD1A) AppleWebKit/537.36 Chrome/125.0 Mobile Safari/537.36";
    let block = confirmed(&phone(agent, 5)).device_information;
    let device = json!({
        "screen": { "height": 2402, "width": 1082, "density": 2.625 },
        "hardware": { "model": "Pixel 8", "type": "Mobile" },
        "OS": { "type": "Android", "version": "14" },
    });
    assert_eq!(serde_json::to_value(block.get("device")).unwrap().to_string(), device.to_string());
    assert_eq!(block.get("deviceType"), Some(&"OPEN".into()));
    assert_eq!(block.get("playoutDeviceClass"), Some(&"mobileDevice".into()));
    assert!(block.get("securePlayer.DRMs").is_some());
}

#[test]
fn phones_and_tablets_are_told_apart_by_what_they_say() {
    for (agent, touch, platform, kind, system, version) in [
        (
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/125.0 Mobile Safari/537.36",
            5,
            "mobile-android",
            "Mobile",
            "Android",
            "10",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/125.0 Safari/537.36",
            5,
            "tablet-android",
            "Tablet",
            "Android",
            "10",
        ),
        (
            "Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0",
            5,
            "mobile-android",
            "Mobile",
            "Android",
            "14",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            5,
            "iphone",
            "Mobile",
            "iOS",
            "17.5",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) Version/12.1 Safari/604.1", 5, "ipad", "Tablet", "iOS", "12.2"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15",
            5,
            "ipad",
            "Tablet",
            "iOS",
            "17.5",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15",
            0,
            "desktop-safari",
            "Browser",
            "Mac",
            "10.15.7",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/125.0 Safari/537.36 Edg/125.0",
            0,
            "desktop-edge",
            "Browser",
            "Windows",
            "10.0",
        ),
    ] {
        let (is, hardware, os) = device(agent, touch);
        assert_eq!((is.as_str(), &hardware["type"], &os["type"]), (platform, &kind.into(), &system.into()), "{agent}");
        assert_eq!(os["version"], version, "{agent}");
    }
}

#[test]
fn what_a_user_agent_hides_is_left_out_and_its_data_are_taken() {
    let reduced = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/125.0 Mobile Safari/537.36";
    assert_eq!(device(reduced, 5).1, json!({ "type": "Mobile" }));
    let mut said = phone(reduced, 5);
    said["hints"] = json!({ "platform": "Android", "platformVersion": "15.0.0", "model": "Pixel 9", "mobile": true });
    let block = confirmed(&said).device_information;
    assert_eq!(block.get("device.hardware.model"), Some(&"Pixel 9".into()));
    assert_eq!(block.get("device.OS.version"), Some(&"15.0.0".into()));
}

#[test]
fn a_user_agent_that_nobody_knows_is_a_browser() {
    for agent in ["", "curl/8.5.0", "(((;;;", "Android", "Mozilla/5.0 (Linux; Android", "\u{1F4FA}\u{202E}"] {
        let (platform, hardware, os) = device(agent, 0);
        let android = agent.contains("Android");
        assert_eq!(hardware["type"], if android { "Tablet" } else { "Browser" }, "{agent}");
        assert!(os["type"].is_string() && tessera_protocol::platform(&platform).is_some(), "{agent}");
    }
}

#[test]
fn what_could_deceive_in_a_text_is_dropped() {
    let mut said = phone("Android", 5);
    said["hints"] = json!({ "model": "Pi\u{1b}[2Jx\u{202e}el\r\n8", "mobile": true });
    assert_eq!(confirmed(&said).device_information.get("device.hardware.model"), Some(&"Pi[2Jxel8".into()));
}

#[test]
fn what_the_page_would_not_send_is_refused() {
    let good = phone("x", 0);
    assert!(Said::read(good.to_string().as_bytes()).is_some());
    let changed = |path: &str, value: Value| {
        let mut said = good.clone();
        *said.pointer_mut(path).unwrap() = value;
        said.to_string()
    };
    let with = |name: &str, value: Value| {
        let mut said = good.clone();
        said[name] = value;
        said.to_string()
    };
    for bad in [
        String::new(),
        "[]".into(),
        "{}".into(),
        "{".repeat(4000),
        changed("/screen", Value::Null),
        changed("/screen/width", json!(0)),
        changed("/screen/width", json!(-412)),
        changed("/screen/width", json!("412")),
        changed("/screen/height", json!(1e9)),
        changed("/screen/pixelRatio", json!(0)),
        changed("/screen/pixelRatio", json!(100)),
        changed("/userAgent", json!("x".repeat(513))),
        changed("/touchPoints", json!(-1)),
        with("clientId", json!("PUB_1")),
        with("hints", json!({ "model": "x".repeat(65) })),
        good.to_string().replace("412", "1e999"),
        good.to_string().replace("412", "NaN"),
    ] {
        assert!(Said::read(bad.as_bytes()).is_none(), "{bad}");
    }
    assert!(Said::read(b"\xff\xfe").is_none());
}
