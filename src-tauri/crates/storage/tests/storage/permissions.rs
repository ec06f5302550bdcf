//! Everything the program writes can be read by its user alone; what it may not write is told.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use tessera_storage::{Database, DatabaseError, Environments, Folders, FoldersError};

use crate::{child, environment, now, small_run};

const NOBODY: u32 = 65534;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn folders_are_0700_and_files_0600() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::under(home.path().join("new")).unwrap();
    folders.make().unwrap();
    let made = Environments::open(folders.environments()).unwrap().create(&environment("Lab")).unwrap();
    fs::write(folders.data.join("tessera.db"), "damaged").unwrap();
    fs::set_permissions(folders.data.join("tessera.db"), PermissionsExt::from_mode(0o600)).unwrap();
    let database = Database::open(&folders.data, now()).unwrap().database;
    database.runs().save(&small_run("lab", 1)).unwrap();
    for folder in [&folders.config, &folders.data, &folders.environments()] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    assert_eq!(mode(&made.path), 0o600);
    let names: Vec<_> = fs::read_dir(&folders.data).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(names.len() >= 5, "database, log, shared memory, lock, damaged one: {names:?}");
    for path in names {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_save_keeps_who_may_read_a_file_and_the_link_to_it() {
    let home = tempfile::tempdir().unwrap();
    let checkout = home.path().join("checkout");
    let environments = Environments::open(home.path().join("environments")).unwrap();
    fs::create_dir(&checkout).unwrap();
    let real = checkout.join("team.toml");
    fs::write(&real, environment("Team").to_file_text().unwrap()).unwrap();
    fs::set_permissions(&real, PermissionsExt::from_mode(0o664)).unwrap();
    let link = environments.folder().join("lab.toml");
    symlink("../checkout/team.toml", &link).unwrap();
    let mut lab = environments.get(&"lab".parse().unwrap()).unwrap();
    assert_eq!(lab.folder, fs::canonicalize(&checkout).unwrap(), "certificates lie beside the real file");
    lab.environment.tenant = "other".into();
    let saved = environments.save(&lab.id, &lab.environment, &lab.revision).unwrap();
    assert_eq!(saved.environment.tenant.as_str(), "other");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!((mode(&real), fs::read_dir(&checkout).unwrap().count()), (0o664, 1));
    assert!(fs::read_to_string(&real).unwrap().contains("tenant = \"other\""));
    environments.delete(&lab.id).unwrap();
    assert!(real.exists() && !link.exists(), "only the link is deleted");
}

#[test]
#[ignore = "started as another user by the test below"]
fn opens_what_it_may_not_write() {
    let folder = child::folder();
    let error = Database::open(&folder.join("file"), now()).unwrap_err();
    assert!(matches!(error, DatabaseError::ReadOnly { .. }), "{error}");
    assert!(error.remedy().contains("writable"));
    let error = Database::open(&folder.join("folder"), now()).unwrap_err();
    assert!(matches!(error, DatabaseError::ReadOnly { .. }), "{error}");
    let error = Folders::under(folder.join("folder")).unwrap().make().unwrap_err();
    assert!(matches!(error, FoldersError::NotWritable { .. }), "{error}");
}

#[test]
fn a_read_only_database_is_told_and_left_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    for name in ["file", "folder"] {
        let folder = home.path().join(name);
        fs::create_dir(&folder).unwrap();
        drop(Database::open(&folder, now()).unwrap());
        fs::set_permissions(folder.join("tessera.db"), PermissionsExt::from_mode(0o444)).unwrap();
        fs::set_permissions(folder.join("tessera.db.lock"), PermissionsExt::from_mode(0o666)).unwrap();
    }
    let before = fs::read(home.path().join("file/tessera.db")).unwrap();
    let program = home.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    for (path, mode) in [("file", 0o777), ("folder", 0o555), ("test", 0o755), ("", 0o755)] {
        fs::set_permissions(home.path().join(path), PermissionsExt::from_mode(mode)).unwrap();
    }
    fs::set_permissions(home.path().join("folder/tessera.db.lock"), PermissionsExt::from_mode(0o444)).unwrap();
    let mut command = Command::new(&program);
    let template = child::command("permissions::opens_what_it_may_not_write", home.path());
    command.args(template.get_args()).envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if fs::metadata(home.path()).unwrap().uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.current_dir("/").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(fs::read(home.path().join("file/tessera.db")).unwrap(), before);
}
