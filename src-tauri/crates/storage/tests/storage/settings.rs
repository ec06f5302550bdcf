//! The window's settings.

use rusqlite::Connection;
use tessera_storage::{Database, LastChoice, LastRoad, Notice, Settings, Theme};

use crate::{database, id, now};

#[test]
fn settings_are_there_after_a_second_start() {
    let (folder, database) = database();
    assert_eq!(database.settings().unwrap(), (Settings::default(), None));
    let mut settings = Settings { theme: Theme::Dark, environment: Some(id("lab")), ..Settings::default() };
    let choice = LastChoice {
        platform: Some("roku".into()),
        account: Some("ada".into()),
        content: None,
        road: Some(LastRoad::GuestSignOn),
    };
    settings.choices.insert(id("lab"), choice);
    settings.panes.insert("left".to_owned(), 0.25);
    database.save_settings(&settings).unwrap();
    drop(database);
    let database = Database::open(folder.path(), now()).unwrap().database;
    assert_eq!(database.settings().unwrap(), (settings.clone(), None));
    settings.panes.insert("broken".to_owned(), f64::NAN);
    database.save_settings(&settings).unwrap();
    settings.panes.remove("broken");
    assert_eq!(database.settings().unwrap(), (settings, None), "a pane without a size is left out");
}

#[test]
fn settings_of_another_version_are_read_as_far_as_they_are_known() {
    let (_folder, database) = database();
    put(&database, r#"{"theme":"dark","sound":"loud"}"#);
    assert_eq!(database.settings().unwrap(), (Settings { theme: Theme::Dark, ..Settings::default() }, None));
}

#[test]
fn a_road_that_is_not_known_is_none_and_the_rest_of_the_choice_stays() {
    let (_folder, database) = database();
    for (road, read) in [
        (r#""passwordSignOn""#, Some(LastRoad::PasswordSignOn)),
        (r#""carrierPigeon""#, None),
        ("7", None),
        ("null", None),
    ] {
        put(&database, &format!(r#"{{"choices":{{"lab":{{"account":"ada","road":{road}}}}}}}"#));
        let (settings, notice) = database.settings().unwrap();
        let choice = LastChoice { account: Some("ada".into()), road: read, ..LastChoice::default() };
        assert_eq!((settings.choices.get(&id("lab")), notice), (Some(&choice), None), "{road}");
    }
}

#[test]
fn unreadable_settings_are_kept_and_told() {
    let (_folder, database) = database();
    for text in ["", "\0\0\0", "[1]", r#"{"theme":7}"#] {
        put(&database, text);
        assert_eq!(database.settings().unwrap(), (Settings::default(), Some(Notice::SettingsReset)), "{text:?}");
        assert_eq!(database.settings().unwrap(), (Settings::default(), None), "told once");
        let kept: String = open(&database)
            .query_row("SELECT value FROM setting WHERE name = 'window, unreadable'", (), |row| row.get(0))
            .unwrap();
        assert_eq!(kept, text);
    }
}

fn open(database: &Database) -> Connection {
    Connection::open(database.path()).unwrap()
}

fn put(database: &Database, text: &str) {
    open(database).execute("INSERT OR REPLACE INTO setting VALUES ('window', ?1)", [text]).unwrap();
}
