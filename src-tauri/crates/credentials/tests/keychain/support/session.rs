//! One session: its keyring daemon, the programs that look at it, and what lies in its folder.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use rustix::process::Signal;
use tessera_credentials::{Keychain, SecretKind, SecretName};
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy};

use super::processes::Process;

/// For calls that are expected to be answered, on a machine that may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What the items of these tests are filed under.
pub(crate) const SERVICE: &str = "tessera-test";

/// Opens the keyring of the session.
pub(crate) const PASSWORD: &str = "keyring password";

const LOGIN: &str = "/org/freedesktop/secrets/collection/login";

pub(crate) struct Session {
    pub(crate) folder: PathBuf,
    daemon: Option<Process>,
}

impl Session {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, daemon: None }
    }

    /// Starts the daemon with the login keyring made and open.
    pub(crate) async fn start_keyring(&mut self) {
        self.start_daemon(&["--unlock"]);
        until("the login keyring is open", async || self.default_collection().await.as_deref() == Some(LOGIN)).await;
    }

    /// Starts the daemon as a bare session does: nobody has logged in with a password.
    pub(crate) async fn start_keyring_without_login(&mut self) {
        self.start_daemon(&[]);
        until("the daemon is on the bus", async || self.default_collection().await.is_some()).await;
    }

    fn start_daemon(&mut self, how: &[&str]) {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).args(how).stdin(Stdio::piped());
        let mut daemon = Process::start("gnome-keyring-daemon", command.stdout(Stdio::null()));
        // No line end: it would be part of the password.
        daemon.stdin().write_all(PASSWORD.as_bytes()).unwrap();
        self.daemon = Some(daemon);
    }

    pub(crate) fn kill_keyring(&mut self) {
        self.daemon = None;
    }

    /// The daemon answers nothing until it goes on.
    pub(crate) fn stop_keyring(&self) {
        self.daemon.as_ref().unwrap().signal(Signal::STOP);
    }

    pub(crate) fn let_keyring_go_on(&self) {
        self.daemon.as_ref().unwrap().signal(Signal::CONT);
    }

    pub(crate) async fn lock(&self) {
        let paths = vec![OwnedObjectPath::try_from(LOGIN).unwrap()];
        let _: (Vec<OwnedObjectPath>, OwnedObjectPath) = service().await.unwrap().call("Lock", &(paths)).await.unwrap();
    }

    /// As the login of the desktop does it: with the password, and no question.
    pub(crate) async fn unlock(&self) {
        let service = service().await.unwrap();
        let (_, session): (OwnedValue, OwnedObjectPath) =
            service.call("OpenSession", &("plain", Value::from(""))).await.unwrap();
        let master = (session, Vec::<u8>::new(), PASSWORD.as_bytes(), "text/plain");
        let inner = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface";
        let bus = service.connection();
        let login = ObjectPath::try_from(LOGIN).unwrap();
        let path = service.path();
        bus.call_method(Some(service.destination()), path, Some(inner), "UnlockWithMasterPassword", &(login, master))
            .await
            .unwrap();
    }

    async fn default_collection(&self) -> Option<String> {
        let path: OwnedObjectPath = service().await.ok()?.call("ReadAlias", &("default")).await.ok()?;
        Some(path.to_string())
    }

    /// Runs `secret-tool` with this on its standard input.
    pub(crate) fn secret_tool(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = Command::new("secret-tool");
        command.args(arguments).current_dir(&self.folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Process::start("secret-tool", &mut command);
        child.stdin().write_all(input).unwrap();
        child.output()
    }

    /// Another program stores an item under this name, with an attribute more than ours have.
    pub(crate) fn store_by_secret_tool(&self, name: &SecretName, label: &str, secret: &[u8]) {
        let user = user(name);
        let option = format!("--label={label}");
        let made = self.secret_tool(&["store", &option, "service", SERVICE, "username", &user, "by", label], secret);
        assert!(made.status.success(), "{made:?}");
    }

    /// What `secret-tool` finds of ours: the lines of all items.
    pub(crate) fn seen_by_secret_tool(&self) -> Vec<String> {
        let output = self.secret_tool(&["search", "--all", "service", SERVICE], b"");
        // Attributes go to standard error.
        let text = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&text).lines().map(str::to_owned).collect()
    }

    /// How many items `secret-tool` finds.
    pub(crate) fn count_by_secret_tool(&self) -> usize {
        self.seen_by_secret_tool().iter().filter(|line| line.starts_with('[')).count()
    }
}

/// The keychain as the program opens it, but more patient.
pub(crate) fn open_keychain() -> Keychain {
    Keychain::with_deadline(SERVICE, PATIENCE)
}

/// The name of one operator secret.
pub(crate) fn operator_secret() -> SecretName {
    SecretName::new("3e0a2d9e-6f0c-4a5e-9d55-2f6f6b7a1c11", SecretKind::OperatorSecret)
}

/// As it stands in the attribute `username`.
pub(crate) fn user(name: &SecretName) -> String {
    let kind = match name.kind {
        SecretKind::OperatorSecret => "operator-secret",
        SecretKind::Password => "password",
        SecretKind::RefreshToken => "refresh-token",
        SecretKind::PlaybackSessions => "playback-sessions",
    };
    format!("{}/{kind}", name.owner)
}

async fn service() -> zbus::Result<Proxy<'static>> {
    let bus = Connection::session().await?;
    Proxy::new(&bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service").await
}

/// Waits for something that another process brings about.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !holds().await {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The files under a folder that hold this text: in UTF-8, UTF-16, hexadecimal or Base64.
pub(crate) fn files_with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = text.bytes().flat_map(|byte| [byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
    // Base64 has three phases; the middle of each is the same wherever the text stands.
    let phases = ["", "-", "--"].map(|before| {
        let coded = BASE64.encode(format!("{before}{text}"));
        coded[4..coded.len() - 4].to_owned().into_bytes()
    });
    let forms: Vec<Vec<u8>> = [text.as_bytes().to_vec(), wide, hex.collect()].into_iter().chain(phases).collect();
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.file_type().unwrap().is_file() {
                let bytes = fs::read(entry.path()).unwrap();
                if forms.iter().any(|form| bytes.windows(form.len()).any(|part| part == form)) {
                    found.push(entry.path());
                }
            }
        }
    }
    found
}
