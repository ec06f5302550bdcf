//! Buses and screens of a test's own, and codes shown on such a screen. Ended when dropped.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tessera_qr::{ErrorCorrection, QrCode};
use tessera_screen::{Desktop, Shot};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    ConnectionExt as _, CreateGCAux, CreateWindowAux, EventMask, ImageFormat, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// An address at which no bus listens.
pub(crate) const NO_BUS: &str = "unix:path=/nonexistent/bus";

/// Longer than anything here takes on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Process(Child);

impl Process {
    /// Starts a program that prints one line when it is ready; gives that line.
    fn start_and_ask(command: &mut Command, package: &str) -> (Self, String) {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = Self(command.spawn().unwrap_or_else(|_| panic!("it is in the Debian package {package}")));
        let mut line = String::new();
        BufReader::new(process.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        (process, line.trim_end().to_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A session bus on which nothing is, and nothing is started.
pub(crate) struct Bus {
    pub(crate) address: String,
    _process: Process,
    _folder: tempfile::TempDir,
}

impl Bus {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("unix:path={}", folder.path().join("bus").display());
        let config = folder.path().join("bus.conf");
        let text = include_str!("../../../../tests/empty-bus.conf").replace("ADDRESS", &address);
        fs::write(&config, text).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.args(["--nofork", "--nopidfile", "--nosyslog", "--print-address", "--config-file"]).arg(config);
        let (process, printed) = Process::start_and_ask(&mut command, "dbus");
        assert!(printed.starts_with(&address), "the bus listens where it was told to");
        Self { address, _process: process, _folder: folder }
    }
}

/// An empty X11 screen of 900 × 700.
pub(crate) struct Screen {
    pub(crate) display: String,
    connection: RustConnection,
    root: Window,
    _process: Process,
}

impl Screen {
    pub(crate) fn start() -> Self {
        let mut command = Command::new("Xvfb");
        // The server chooses a free number and tells it.
        command.args(["-displayfd", "1", "-screen", "0", "900x700x24", "-nolisten", "tcp"]);
        let (process, number) = Process::start_and_ask(&mut command, "xvfb");
        let display = format!(":{number}");
        let (connection, screen) = RustConnection::connect(Some(&display)).unwrap();
        let root = connection.setup().roots[screen].root;
        Self { display, connection, root, _process: process }
    }

    /// This screen on a desktop without a portal.
    pub(crate) fn desktop(&self) -> Desktop {
        Desktop::at(NO_BUS, Some(self.display.clone()), false)
    }

    /// A window that holds this code, its top left corner there; gives the window and its side.
    pub(crate) fn show_code(&self, text: &str, x: i16, y: i16) -> (Window, u16) {
        let code = image::load_from_memory(&png(text)).unwrap().into_rgba8();
        let side = u16::try_from(code.width()).unwrap();
        let window = self.show_window(x, y, side);
        let gc = self.connection.generate_id().unwrap();
        self.connection.create_gc(gc, window, &CreateGCAux::new()).unwrap();
        // Black and white: the order of the colours does not matter.
        let pixels = code.into_raw();
        self.connection
            .put_image(ImageFormat::Z_PIXMAP, window, gc, side, side, 0, 0, 0, 24, &pixels)
            .unwrap()
            .check()
            .unwrap();
        (window, side)
    }

    /// A square window of one colour.
    pub(crate) fn show_window(&self, x: i16, y: i16, side: u16) -> Window {
        let window = self.connection.generate_id().unwrap();
        let look =
            CreateWindowAux::new().override_redirect(1).background_pixel(0x0080_8080).event_mask(EventMask::EXPOSURE);
        let (connection, class) = (&self.connection, WindowClass::INPUT_OUTPUT);
        connection.create_window(0, window, self.root, x, y, side, side, 0, class, 0, &look).unwrap();
        connection.map_window(window).unwrap();
        connection.sync().unwrap();
        window
    }

    pub(crate) fn close(&self, window: Window) {
        self.connection.destroy_window(window).unwrap().check().unwrap();
    }

    /// How many windows are seen.
    pub(crate) fn windows(&self) -> usize {
        self.connection.query_tree(self.root).unwrap().reply().unwrap().children.len()
    }

    /// Uses mouse and keys as a person does.
    pub(crate) fn xdotool(&self, arguments: &[&str]) {
        let done = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).status();
        assert!(done.expect("xdotool is in the Debian package of its name").success(), "{arguments:?}");
    }
}

/// A code as a file.
pub(crate) fn png(text: &str) -> Vec<u8> {
    QrCode::encode(text, ErrorCorrection::M).unwrap().png(6)
}

/// What the codes of a picture hold, from top to bottom.
pub(crate) fn texts(shot: &Shot) -> Vec<String> {
    shot.picture.read().unwrap().iter().map(|code| code.text.as_str().to_owned()).collect()
}

/// Waits for something that another process brings about.
pub(crate) async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
