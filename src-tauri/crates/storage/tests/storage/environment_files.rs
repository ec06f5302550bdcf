//! The folder of environment files: damaged ones are kept and hide nothing, changed ones are not overwritten.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tessera_storage::{
    EnvironmentFile, EnvironmentId, Environments, EnvironmentsError, FileTrouble, Revision, read_file,
};

use crate::{environment, id};

fn environments() -> (TempDir, Environments) {
    let folder = tempfile::tempdir().unwrap();
    let environments = Environments::open(folder.path().join("environments")).unwrap();
    (folder, environments)
}

fn put(environments: &Environments, name: &str, content: impl AsRef<[u8]>) {
    fs::write(environments.folder().join(name), content).unwrap();
}

/// Ids of the readable ones, and what is wrong with the others.
fn listed(environments: &Environments) -> (Vec<String>, Vec<String>) {
    let (mut readable, mut damaged) = (Vec::new(), Vec::new());
    for file in environments.list().unwrap() {
        match file {
            EnvironmentFile::Readable(stored) => readable.push(stored.id.to_string()),
            EnvironmentFile::Damaged { path, problems, .. } => {
                damaged.push(format!("{}: {}", path.file_name().unwrap().to_string_lossy(), problems[0]));
            }
        }
    }
    (readable, damaged)
}

#[test]
fn a_created_environment_is_listed_and_read() {
    let (_home, environments) = environments();
    assert_eq!(environments.list().unwrap(), []);
    let made = environments.create(&environment("Lab West")).unwrap();
    assert_eq!((made.id.as_str(), &made.environment), ("lab-west", &environment("Lab West")));
    assert_eq!(environments.get(&id("lab-west")).unwrap(), made);
    assert_eq!(environments.list().unwrap(), [EnvironmentFile::Readable(Box::new(made))]);
}

#[test]
fn environments_of_one_name_get_files_of_their_own() {
    let (_home, environments) = environments();
    let made = |name| environments.create(&environment(name)).unwrap().id.to_string();
    assert_eq!([made("Lab"), made("lab!"), made("LAB")], ["lab", "lab-2", "lab-3"]);
    assert_eq!(made("Simulator"), "simulator-2", "the first is built in");
}

#[test]
fn a_damaged_file_hides_no_other_and_is_kept() {
    let (_home, environments) = environments();
    environments.create(&environment("Lab")).unwrap();
    let good = environment("Good").to_file_text().unwrap();
    let damaged: [(&str, &[u8]); 6] = [
        ("bytes.toml", b"name = \"\xff\""),
        ("empty.toml", b""),
        ("half.toml", &good.as_bytes()[..good.find("[urls]").unwrap()]),
        ("large.toml", &vec![b'#'; 1024 * 1024 + 1]),
        ("nul.toml", &[0; 100]),
        ("simulator.toml", good.as_bytes()),
    ];
    for (name, content) in damaged {
        put(&environments, name, content);
    }
    fs::create_dir(environments.folder().join("folder.toml")).unwrap();
    put(&environments, ".hidden.toml", "x");
    put(&environments, "notes.txt", "x");
    let (readable, told) = listed(&environments);
    assert_eq!(readable, ["lab"]);
    assert_eq!(told.len(), 7, "{told:#?}");
    let all = told.join("\n");
    for said in [
        "bytes.toml: cannot be read: it is not text: byte 8 is NUL or not UTF-8. Restore the file",
        "empty.toml: name is missing.",
        "half.toml: urls.ags is missing.",
        "folder.toml: cannot be read: it is a folder, not a file.",
        "large.toml: cannot be read: it has 1048577 bytes",
        "nul.toml: cannot be read: it is not text: byte 0 is NUL",
        "simulator.toml: has the name of the built-in simulator. Rename the file",
    ] {
        assert!(all.contains(said), "{said}\nin\n{all}");
    }
    for (name, content) in damaged {
        assert_eq!(fs::read(environments.folder().join(name)).unwrap(), content, "{name} is as it was");
    }
}

#[cfg(unix)]
#[test]
fn links_to_nowhere_and_names_that_are_no_ids_are_listed_as_damaged() {
    use std::os::unix::ffi::OsStrExt;
    let (_home, environments) = environments();
    let good = environment("Good").to_file_text().unwrap();
    std::os::unix::fs::symlink("/nowhere/x", environments.folder().join("lost.toml")).unwrap();
    put(&environments, "a:b.toml", &good);
    fs::write(environments.folder().join(std::ffi::OsStr::from_bytes(b"\xff.toml")), &good).unwrap();
    let (readable, told) = listed(&environments);
    assert_eq!((readable.len(), told.len()), (0, 3), "{told:#?}");
    assert!(told[1].contains("lost.toml: cannot be read: it does not exist. Check the path; if it is a link"));
    assert!(matches!(environments.get(&id("lost")), Err(EnvironmentsError::Unreadable { .. })));
    serde_json::to_string(&environments.list().unwrap()).unwrap();
}

#[test]
fn a_file_that_became_damaged_is_not_overwritten() {
    let (_home, environments) = environments();
    let made = environments.create(&environment("Lab")).unwrap();
    for content in ["name = ", ""] {
        put(&environments, "lab.toml", content);
        let error = environments.save(&made.id, &made.environment, &made.revision).unwrap_err();
        assert!(matches!(error, EnvironmentsError::Changed { .. }), "{error}");
        assert_eq!(fs::read_to_string(&made.path).unwrap(), content);
    }
}

#[test]
fn a_file_edited_by_hand_since_it_was_read_is_not_overwritten() {
    let (_home, environments) = environments();
    let made = environments.create(&environment("Lab")).unwrap();
    let edited = fs::read_to_string(&made.path).unwrap().replace("nagra", "edited");
    put(&environments, "lab.toml", &edited);
    let error = environments.save(&made.id, &made.environment, &made.revision).unwrap_err();
    assert!(matches!(error, EnvironmentsError::Changed { .. }) && error.remedy().starts_with("Read it again"));
    assert_eq!(fs::read_to_string(&made.path).unwrap(), edited);
    let read = environments.get(&made.id).unwrap();
    assert_eq!(environments.save(&read.id, &read.environment, &read.revision).unwrap(), read, "and now it is");
}

#[test]
fn an_environment_that_is_wrong_is_not_saved() {
    let (_home, environments) = environments();
    let made = environments.create(&environment("Lab")).unwrap();
    let before = fs::read(&made.path).unwrap();
    let mut wrong = made.environment.clone();
    wrong.urls.ags = "http://ags.example.com".parse().unwrap();
    let error = environments.save(&made.id, &wrong, &made.revision).unwrap_err();
    assert_eq!(error.problems().iter().map(|problem| problem.key.as_str()).collect::<Vec<_>>(), ["urls.ags"]);
    assert!(matches!(environments.create(&wrong), Err(EnvironmentsError::Invalid { .. })));
    assert_eq!(fs::read(&made.path).unwrap(), before);
}

#[test]
fn a_deletion_is_undone_byte_for_byte() {
    let (_home, environments) = environments();
    for text in [environment("Lab").to_file_text().unwrap() + "\n# mine\n", "damaged =".to_owned()] {
        put(&environments, "lab.toml", &text);
        let deleted = environments.delete(&id("lab")).unwrap();
        assert!(matches!(environments.get(&id("lab")), Err(EnvironmentsError::NotFound { .. })));
        environments.restore(&deleted).unwrap();
        assert_eq!(fs::read_to_string(environments.folder().join("lab.toml")).unwrap(), text);
        assert!(matches!(environments.restore(&deleted), Err(EnvironmentsError::Exists { .. })));
    }
    assert!(matches!(environments.delete(&id("gone")), Err(EnvironmentsError::NotFound { .. })));
}

#[test]
fn what_a_killed_save_left_is_swept_away_and_nothing_else() {
    let (_home, environments) = environments();
    put(&environments, ".tessera-a1b2c3.tmp", "half");
    put(&environments, ".tessera-notes.txt", "mine");
    Environments::open(environments.folder()).unwrap();
    let left: Vec<_> = fs::read_dir(environments.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, [".tessera-notes.txt"]);
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = Environments::open(file.path().join("environments")).unwrap_err();
    assert!(matches!(error, EnvironmentsError::Folder { .. }), "{error}");
}

#[test]
fn a_single_file_is_read_without_any_stored_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Our Lab.toml");
    fs::write(&path, environment("Lab").to_file_text().unwrap()).unwrap();
    let read = read_file(&path).unwrap();
    assert_eq!((read.id.as_str(), &read.environment), ("Our Lab", &environment("Lab")));
    assert_eq!(read.folder, fs::canonicalize(folder.path()).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was made beside it");
    let unnamed = folder.path().join(".toml");
    fs::write(&unnamed, environment("Lab").to_file_text().unwrap()).unwrap();
    assert_eq!(read_file(&unnamed).unwrap().id.as_str(), "toml");
}

#[test]
fn what_is_no_file_or_too_large_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| match read_file(path).unwrap_err() {
        EnvironmentsError::Unreadable { why, .. } => why,
        other => panic!("{other}"),
    };
    assert!(matches!(refused(folder.path()), FileTrouble::NotAFile { what: "a folder" }));
    let large = folder.path().join("large.toml");
    fs::File::create(&large).unwrap().set_len(2 << 30).unwrap();
    assert!(matches!(refused(&large), FileTrouble::TooLarge { bytes: 0x8000_0000 }));
    assert!(matches!(read_file(&folder.path().join("gone.toml")), Err(EnvironmentsError::NotFound { .. })));
    if cfg!(unix) {
        let pipe = folder.path().join("pipe.toml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(matches!(refused(&pipe), FileTrouble::NotAFile { .. }), "opening it would wait for ever");
        assert!(matches!(refused(Path::new("/dev/zero")), FileTrouble::NotAFile { .. }));
    }
}

#[test]
fn a_revision_and_an_id_pass_through_the_window() {
    let (_home, environments) = environments();
    let made = environments.create(&environment("Lab")).unwrap();
    let revision: Revision = serde_json::from_value(serde_json::to_value(&made.revision).unwrap()).unwrap();
    assert_eq!(revision, made.revision);
    assert_eq!(serde_json::from_str::<EnvironmentId>("\"lab\"").unwrap(), made.id);
    assert!(serde_json::from_str::<EnvironmentId>("\"../lab\"").is_err());
}
