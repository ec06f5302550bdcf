//! The windows that are no page: the system's own dialogs, and the frame of the program's. `xdotool` uses them as a person
//! does; nothing here knows what they are for.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::desk::Process;
use crate::waiting::until;

fn xdotool(arguments: &[&str]) -> Option<String> {
    let output = Command::new("xdotool").args(arguments).output();
    let output = output.expect("xdotool is in the Debian package of its name");
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The windows of that title which can be seen.
fn windows(title: &str) -> Vec<String> {
    let found = xdotool(&["search", "--onlyvisible", "--name", &format!("^{title}$")]).unwrap_or_default();
    found.lines().map(str::to_owned).collect()
}

/// Waits for a window of that title and gives it the keyboard.
fn focus(title: &str) -> String {
    until(&format!("the window {title} can be used"), || {
        let window = windows(title).pop()?;
        xdotool(&["windowfocus", "--sync", &window])?;
        (xdotool(&["getwindowfocus"])? == window).then_some(window)
    })
}

/// Waits for a window of that title.
pub(crate) fn wait_until_open(title: &str) {
    until(&format!("the window {title} is open"), || is_open(title).then_some(()));
}

pub(crate) fn wait_until_closed(title: &str) {
    until(&format!("the window {title} is closed"), || windows(title).is_empty().then_some(()));
}

/// Whether a window of that title can be seen.
pub(crate) fn is_open(title: &str) -> bool {
    !windows(title).is_empty()
}

/// Where a window stands and how large it is.
pub(crate) fn place(title: &str) -> String {
    xdotool(&["getwindowgeometry", &windows(title)[0]]).unwrap()
}

/// Presses a key, whoever hears it.
pub(crate) fn press(key: &str) {
    xdotool(&["key", "--delay", "50", key]).unwrap();
}

/// Drags the mouse from one place of the screen to another.
pub(crate) fn drag((x, y): (u16, u16), (to_x, to_y): (u16, u16)) {
    let [x, y, to_x, to_y] = [x, y, to_x, to_y].map(|pixel| pixel.to_string());
    xdotool(&["mousemove", "--sync", &x, &y, "mousedown", "1"]).unwrap();
    xdotool(&["mousemove", "--sync", &to_x, &to_y, "mouseup", "1", "sleep", "0.2"]).unwrap();
}

/// Names a file in the system's dialog for files.
pub(crate) fn choose_file(title: &str, path: &Path) {
    let window = focus(title);
    // Where a path can be typed, and away with the name that is offered.
    xdotool(&["key", "--delay", "50", "ctrl+l", "ctrl+a"]).unwrap();
    xdotool(&["type", "--delay", "8", path.to_str().unwrap()]).unwrap();
    // It looks for the file while the path is typed, and takes no answer meanwhile.
    until(&format!("the window {title} takes the answer"), || {
        if windows(title).is_empty() {
            return Some(());
        }
        xdotool(&["windowfocus", &window, "key", "--delay", "200", "Return"]);
        None
    });
}

/// Drags the first file that the dialog lists onto the program's window, which is seen beside it on the right.
pub(crate) fn drag_first_file(title: &str) {
    let dialog = focus(title);
    // Beside the list of places, under the heads of the columns.
    xdotool(&["windowmove", "--sync", &dialog, "0", "0", "mousemove", "--sync", "--window", &dialog, "215", "137"])
        .unwrap();
    xdotool(&["sleep", "0.3", "mousedown", "1"]).unwrap();
    for x in (240..=1240).step_by(50) {
        xdotool(&["mousemove", "--sync", &x.to_string(), "400", "sleep", "0.02"]).unwrap();
    }
    xdotool(&["sleep", "0.3", "mouseup", "1"]).unwrap();
}

/// Presses keys together in a window, as `ctrl+Return`.
pub(crate) fn press_in(title: &str, keys: &str) {
    focus(title);
    xdotool(&["key", keys]).unwrap();
}

/// Leaves a dialog without an answer.
pub(crate) fn dismiss(title: &str) {
    focus(title);
    xdotool(&["key", "Escape"]).unwrap();
    wait_until_closed(title);
}

/// Closes a window by the keys of a window manager, which asks the program as the button in its frame does, until the
/// program has ended.
pub(crate) fn close(title: &str, has_ended: impl Fn() -> bool) {
    let mut manager = Command::new("openbox");
    let _manager = Process::start(manager.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()));
    until(&format!("the program of the window {title} ends"), || {
        if has_ended() {
            return Some(());
        }
        let window = windows(title).pop()?;
        xdotool(&["windowactivate", &window])?;
        if xdotool(&["getactivewindow"])? == window {
            xdotool(&["key", "--delay", "200", "alt+F4"]);
        }
        None
    });
}
