//! A home that is missing, full, read-only or of another user: what can be read is read, everything goes on, and it is
//! said what is not kept.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;
use serde_json::json;
use tessera_storage::{
    Database, DatabaseError, Environments, EnvironmentsError, Folders, FoldersError, HOME_VARIABLE, Kept, KeptError,
    Memory,
};

use crate::{child, environment, id, now, run, small_run};

const NOBODY: u32 = 65534;

fn open(home: &Path) -> Kept {
    Kept::open(Folders::under(home), now()).unwrap()
}

/// A home with an environment and a run in it.
fn lived_in(home: &Path) {
    let kept = open(home);
    assert_eq!((kept.notices.as_slice(), kept.memory), (&[][..], Memory::Lasting));
    kept.environments.create(&environment("Lab")).unwrap();
    kept.database.runs().save(&small_run("lab", 1)).unwrap();
}

/// What a session without memory can still do, and leaves nowhere.
fn goes_on(kept: &Kept) {
    kept.database.runs().save(&small_run("lab", 2)).unwrap();
    assert!(!kept.database.runs().list(None, None, 10).unwrap().runs.is_empty());
    assert!(fs::write(kept.data.join("simulator.json"), "{}").is_ok(), "{}", kept.data.display());
}

fn said(kept: &Kept, parts: &[&str]) {
    let all = kept.notices.join("\n");
    for part in parts {
        assert!(all.contains(part), "{part} is missing in {all}");
    }
}

#[test]
fn without_a_home_everything_is_there_for_this_session() {
    let kept = Kept::open(Err(FoldersError::NoHome), now()).unwrap();
    said(&kept, &["No home folder is known for this user.", "Set HOME", "forgotten when it ends"]);
    assert_eq!(kept.memory, Memory::OfThisSession);
    goes_on(&kept);
    kept.environments.create(&environment("Lab")).unwrap();
    let folder = kept.environments.folder().to_owned();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(folder.ancestors().nth(2).unwrap())), (0o700, 0o700));
    drop(kept);
    assert!(!folder.exists(), "gone with the session");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_and_the_session_goes_on() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("data"), "a file").unwrap();
    let kept = open(home.path());
    said(&kept, &[home.path().join("data").to_str().unwrap(), "cannot be written", "forgotten when it ends"]);
    goes_on(&kept);
    kept.environments.create(&environment("Lab")).unwrap();
    drop(kept);
    assert_eq!(fs::read_to_string(home.path().join("data")).unwrap(), "a file");
    let kept = open(home.path());
    assert_eq!(kept.environments.list().unwrap().len(), 1, "the other folder is used as ever");
    assert_eq!(kept.memory, Memory::OfThisSession);
}

#[test]
fn environments_without_a_folder_take_nothing_from_a_database_that_has_one() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("config"), "a file").unwrap();
    let kept = open(home.path());
    said(&kept, &[home.path().join("config").to_str().unwrap(), "environments that you make are forgotten"]);
    assert_eq!(kept.memory, Memory::Lasting);
    kept.environments.create(&environment("Lab")).unwrap();
    kept.database.runs().save(&small_run("lab", 1)).unwrap();
    drop(kept);
    assert_eq!(open(home.path()).database.runs().list(None, None, 10).unwrap().runs.len(), 1);
}

#[test]
#[ignore = "started as another user by the test below"]
fn opens_a_home_that_it_may_only_read() {
    let home = child::folder();
    let kept = open(&home);
    said(&kept, &["cannot be written", "environments are read as they are", "What was kept is shown as it was."]);
    assert!(kept.unread.is_none() && kept.session.is_some());
    assert_eq!(kept.memory, Memory::OfBefore);
    assert_eq!(kept.database.runs().list(None, None, 10).unwrap().runs.len(), 1, "the run of before");
    goes_on(&kept);
    let lab = kept.environments.get(&id("lab")).unwrap();
    let mut changed = lab.environment.clone();
    changed.tenant = "other".into();
    let error = kept.environments.save(&lab.id, &changed, &lab.revision).unwrap_err();
    assert!(matches!(error, EnvironmentsError::NotWritten { .. }), "{error}");
}

#[test]
fn a_home_that_may_only_be_read_is_read() {
    let home = tempfile::tempdir().unwrap();
    lived_in(home.path());
    let database = home.path().join("data/tessera.db");
    let before = fs::read(&database).unwrap();
    let program = home.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let files = ["data/tessera.db", "data/tessera.db.lock", "config/environments/lab.toml"];
    for (path, mode) in files.map(|file| (file, 0o444)).into_iter().chain([
        ("data", 0o555),
        ("config/environments", 0o555),
        ("config", 0o555),
        ("test", 0o755),
        ("", 0o755),
    ]) {
        fs::set_permissions(home.path().join(path), PermissionsExt::from_mode(mode)).unwrap();
    }
    let mut command = Command::new(&program);
    let template = child::command("unusable_homes::opens_a_home_that_it_may_only_read", home.path());
    command.args(template.get_args()).envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if fs::metadata(home.path()).unwrap().uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.current_dir("/").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    for folder in ["data", "config", "config/environments"] {
        fs::set_permissions(home.path().join(folder), PermissionsExt::from_mode(0o755)).unwrap();
    }
    assert_eq!(fs::read(&database).unwrap(), before);
}

#[test]
fn a_database_that_another_program_keeps_to_itself_is_left_and_told_to_be_unread() {
    let home = tempfile::tempdir().unwrap();
    lived_in(home.path());
    let other = Connection::open(home.path().join("data/tessera.db")).unwrap();
    other.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE; CREATE TABLE theirs (x);").unwrap();
    let kept = open(home.path());
    said(&kept, &["is in use by another program", "Close the other copy", "cannot be read now, and is left as it is"]);
    assert!(matches!(kept.unread, Some(DatabaseError::Locked { .. })));
    goes_on(&kept);
    other.execute_batch("ROLLBACK").unwrap();
    drop((other, kept));
    assert_eq!(open(home.path()).database.runs().list(None, None, 10).unwrap().runs.len(), 1);
}

/// The test of that name with a folder on a disk of so many kilobytes, in a namespace of its own; `false` where the system
/// lets no such disk be made.
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn on_a_small_disk(kilobytes: u32, test: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "mount -t tmpfs -o size={kilobytes}k,mode=0700 none \"$TESSERA_TEST_FOLDER\" || exit 99; exec \"$0\" \"$@\""
    );
    let mut command = Command::new("unshare");
    command.args(["-r", "-m", "sh", "-c", &script]).arg(std::env::current_exe().unwrap());
    let template = child::command(test, folder.path());
    command.args(template.get_args()).envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.stdin(Stdio::null()).output();
    let Ok(output) = output.inspect_err(|error| eprintln!("skipped: unshare cannot be started: {error}")) else {
        return false;
    };
    if matches!(output.status.code(), Some(1 | 99))
        && !String::from_utf8_lossy(&output.stdout).contains("running 1 test")
    {
        eprintln!("skipped: no small disk could be made: {}", String::from_utf8_lossy(&output.stderr));
        return false;
    }
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    true
}

#[test]
#[ignore = "started on a small disk by the test below"]
fn fills_a_disk() {
    let home = child::folder();
    lived_in(&home);
    let kept = open(&home);
    let lab = kept.environments.get(&id("lab")).unwrap();
    let filler = home.join("filler");
    let mut size = 0;
    // To the last page, but for what the database has to itself already.
    while fs::write(&filler, vec![0; size]).is_ok() {
        size += 4096;
    }
    let large = run("lab", 3, json!({ "body": "x".repeat(1_000_000) }));
    let error = kept.database.runs().save(&large).unwrap_err();
    assert!(matches!(error, DatabaseError::Full { .. }), "{error}");
    assert!(error.remedy().contains("Free some space"));
    assert_eq!(kept.database.runs().list(None, None, 10).unwrap().runs.len(), 1, "what was there is whole");
    let mut changed = lab.environment.clone();
    changed.tenant = "other".into();
    let error = kept.environments.save(&lab.id, &changed, &lab.revision).unwrap_err();
    assert!(matches!(error, EnvironmentsError::NotWritten { .. }), "{error}");
    assert_eq!(kept.environments.get(&lab.id).unwrap(), lab);
    drop(kept);

    // A later start reads what is there, and the program goes on: a run is only not kept.
    let started = open(&home);
    assert_eq!(started.database.runs().list(None, None, 10).unwrap().runs.len(), 1);
    assert!(matches!(started.database.runs().save(&large), Err(DatabaseError::Full { .. })));
    drop(started);

    fs::remove_file(filler).unwrap();
    let kept = open(&home);
    assert_eq!(kept.notices, Vec::<String>::new());
    assert_eq!(kept.database.runs().list(None, None, 10).unwrap().runs.len(), 1);
}

#[test]
fn on_a_disk_that_fills_up_everything_stays_whole_and_a_later_start_reads_it() {
    on_a_small_disk(600, "unusable_homes::fills_a_disk");
}

#[test]
#[ignore = "started on a small disk by the test below"]
fn starts_on_a_full_disk() {
    let home = child::folder();
    fs::write(home.join("filler"), vec![0; 1 << 20]).unwrap_err();
    let kept = open(&home.join("home"));
    said(&kept, &["The disk is full", "Free some space", "forgotten when it ends"]);
    kept.database.runs().save(&small_run("lab", 2)).unwrap();
    assert!(matches!(kept.environments.create(&environment("Lab")), Err(EnvironmentsError::NotWritten { .. })));
    drop(kept);
    fs::remove_file(home.join("filler")).unwrap();
    fs::write(home.join("small"), "").unwrap();
    let names: Vec<_> = fs::read_dir(home.join("home/data")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["tessera.db.lock"], "no half of a database is left to be taken for a damaged one");
}

#[test]
fn a_first_start_on_a_full_disk_goes_on_in_memory_and_leaves_no_half_of_a_database() {
    on_a_small_disk(64, "unusable_homes::starts_on_a_full_disk");
}

#[test]
#[ignore = "started with another temporary folder by the test below"]
fn finds_no_place_at_all() {
    let error = Kept::open(Folders::find(), now()).unwrap_err();
    assert!(matches!(error, KeptError::NoSession { .. }), "{error}");
    assert!(
        error.to_string().contains("a file stands where a folder has to be") && error.remedy().contains("TESSERA_HOME")
    );
}

#[test]
fn without_any_place_to_write_the_program_cannot_start_and_says_so() {
    let home = tempfile::NamedTempFile::new().unwrap();
    let mut command = child::command("unusable_homes::finds_no_place_at_all", home.path());
    let output = command.env(HOME_VARIABLE, home.path()).env("TMPDIR", home.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
#[ignore = "started with a second file system by the test below"]
fn saves_through_links_to_another_file_system() {
    let other = child::folder();
    let home = tempfile::tempdir().unwrap();
    assert_ne!(fs::metadata(&other).unwrap().dev(), fs::metadata(home.path()).unwrap().dev(), "two file systems");
    for name in ["data", "config"] {
        fs::create_dir(other.join(name)).unwrap();
        std::os::unix::fs::symlink(other.join(name), home.path().join(name)).unwrap();
    }
    lived_in(home.path());
    let real = other.join("team.toml");
    fs::write(&real, environment("Team").to_file_text().unwrap()).unwrap();
    let environments = Environments::open(home.path().join("config/environments")).unwrap();
    let mut kept = vec![id("lab")];
    // One link more, from the folder of environments back to the first file system.
    let here = home.path().join("here.toml");
    fs::rename(environments.folder().join("lab.toml"), &here)
        .or_else(|_| fs::copy(environments.folder().join("lab.toml"), &here).map(drop))
        .unwrap();
    fs::remove_file(environments.folder().join("lab.toml")).unwrap_or_default();
    for (name, target) in [("lab", &here), ("team", &real)] {
        std::os::unix::fs::symlink(target, environments.folder().join(format!("{name}.toml"))).unwrap();
    }
    kept.push(id("team"));
    for id in kept {
        let mut stored = environments.get(&id).unwrap();
        stored.environment.tenant = "other".into();
        let saved = environments.save(&id, &stored.environment, &stored.revision).unwrap();
        assert_eq!(saved.environment.tenant.as_str(), "other");
        assert!(fs::symlink_metadata(&stored.path).unwrap().is_symlink(), "the link stays one");
    }
    let opened = Database::open(&home.path().join("data"), now()).unwrap();
    assert_eq!(opened.database.runs().list(None, None, 10).unwrap().runs.len(), 1);
    assert!(fs::symlink_metadata(home.path().join("data")).unwrap().is_symlink());
    let left = fs::read_dir(home.path()).unwrap().chain(fs::read_dir(&other).unwrap());
    let names: Vec<_> = left.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| !name.starts_with('.')), "nothing half-written is left: {names:?}");
}

#[test]
fn links_to_files_and_folders_of_another_file_system_stay_links() {
    on_a_small_disk(4096, "unusable_homes::saves_through_links_to_another_file_system");
}
