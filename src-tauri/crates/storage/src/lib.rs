//! Environments as readable files; devices, credentials' labels and runs in SQLite.
//!
//! Three things and where they live: [`Environments`] are files that a person edits and a team keeps in git; the
//! [`Database`] is what the program remembers by itself; [`Folders`] says where both are. Secrets are in neither: they
//! lie in the keychain, which `credentials` keeps. Nothing here waits for the network, everything may wait for the disk.

mod credentials;
mod database;
mod devices;
mod environment;
mod environments;
mod folders;
mod given;
mod id;
mod kept;
mod lock;
mod passwords;
mod paths;
mod private;
mod renewals;
mod runs;
mod settings;
mod tls;
mod toml;
mod words;

pub use credentials::{OperatorCredential, OperatorCredentials, Origin};
pub use database::{Database, DatabaseError, Notice, OpenedDatabase};
pub use devices::{Device, DeviceChange, Devices, SignedOn};
pub use environment::{
    BaseUrl, BaseUrlError, ContentTokenSource, Environment, ErrorCorrection, OperatorJwtChoices, ParameterNames,
    Problem, ProxyError, ProxySetting, QrChoices, Seconds, SecondsError, Timeouts, TlsFiles, Urls, Ways,
};
pub use environments::{
    DeletedEnvironment, EnvironmentFile, Environments, EnvironmentsError, FileTrouble, Revision, StoredEnvironment,
    read_file,
};
pub use folders::{Folders, FoldersError, HOME_VARIABLE};
pub use given::{GivenFileError, GivenFileTrouble, LARGEST_GIVEN, LARGEST_PICTURE, read_given, write_given};
pub use id::{EnvironmentId, EnvironmentIdError};
pub use kept::{Kept, KeptError, Memory, SessionFolder};
pub use passwords::{KeptPassword, PasswordPlace, Passwords};
pub use renewals::{RenewalGuard, Renewals, RenewedElsewhere};
pub use runs::{MOST_RUNS, RunCursor, RunPage, RunSummary, Runs, StoredRun};
pub use settings::{LastChoice, LastRoad, QrCodeShown, Settings, Theme};
pub use tls::{Certificates, ClientIdentity, TlsFileError, TlsFileTrouble, TlsMaterial};
