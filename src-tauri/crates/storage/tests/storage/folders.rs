//! Where the program looks for its folders.

#![cfg(target_os = "linux")]

use std::process::Stdio;

use tessera_storage::{Folders, HOME_VARIABLE};

use crate::child;

#[test]
#[ignore = "started with other variables by the test below"]
fn finds_its_folders() {
    let home = child::folder();
    let expected = match std::env::var("EXPECTED").unwrap().as_str() {
        "own" => Folders { config: home.join("own/config"), data: home.join("own/data") },
        "xdg" => Folders { config: home.join("c/tessera"), data: home.join("d/tessera") },
        _ => Folders { config: home.join(".config/tessera"), data: home.join(".local/share/tessera") },
    };
    let found = Folders::find().unwrap();
    assert_eq!(found, expected);
    assert!(!home.join("own").exists(), "finding makes nothing");
    found.make().unwrap();
    assert!(found.config.is_dir() && found.data.is_dir());
}

#[test]
fn the_folders_are_those_of_the_system_unless_a_variable_moves_them() {
    for expected in ["own", "xdg", "home"] {
        let home = tempfile::tempdir().unwrap();
        let mut command = child::command("folders::finds_its_folders", home.path());
        command.env("EXPECTED", expected).env("HOME", home.path()).env(HOME_VARIABLE, "").stdout(Stdio::piped());
        command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
        if expected != "home" {
            command.env("XDG_CONFIG_HOME", home.path().join("c")).env("XDG_DATA_HOME", home.path().join("d"));
        }
        if expected == "own" {
            command.env(HOME_VARIABLE, home.path().join("own"));
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{expected}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
