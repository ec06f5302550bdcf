//! What the window may ask for. This list feeds the handler, the TypeScript bindings, and the test that each command has
//! its permission; a command that is not here does not exist.

mod credentials;
mod devices;
mod environments;
mod history;
mod journeys;
mod phone;
mod sessions;
mod settings;
mod simulator;
mod start_up;
mod tokens;

use serde_json::Value;
use tauri::Wry;
use tauri::ipc::Invoke;
use tessera_journeys::{Mode, RunEvent, Step, TokenSlot};
use tessera_protocol::{ContentId, Parameter};
use tessera_storage::{Device, EnvironmentId, Revision, RunCursor, RunPage, Settings, StoredRun};
use tessera_tokens::TokenView;
use ts_rs::{Config, TS, TypeVisitor};
use uuid::Uuid;

use crate::bindings::Types;
use crate::dto::{
    BeatingInput, ChallengeFile, CodeFile, CredentialEntry, CredentialInput, DeviceGoal, DeviceTokensView,
    EnvironmentEntry, FaultTargets, JourneyInput, KeptPasswordEntry, KeychainView, PhoneEvent, PhoneInterface,
    PhonePageView, PictureSource, PlayingInput, Preparation, QrPicture, SessionEvent, SessionView, SimulatorChange,
    SimulatorView, StartUp, Started, TokenCheck,
};
use crate::error::CommandError;

/// A command as the bindings describe it.
pub struct Signature {
    /// Its name.
    pub command: &'static str,
    /// Name and TypeScript type of each argument.
    pub arguments: Vec<(&'static str, String)>,
    /// Name of the argument that takes a channel, and TypeScript type of its messages.
    pub channel: Option<(&'static str, String)>,
    /// TypeScript type of its answer.
    pub answer: String,
}

macro_rules! commands {
    ($($module:ident::$command:ident($($argument:ident: $type:ty),*) $([$channel:ident: $message:ty])? -> $answer:ty;)*) => {
        /// Every command.
        pub const COMMANDS: &[&str] = &[$(stringify!($command)),*];

        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($module::$command),*]
        }

        /// What the bindings say of each command; the types they are made of go to `types`.
        pub fn signatures(config: &Config, types: &mut Types<'_>) -> Vec<Signature> {
            types.visit::<CommandError>();
            vec![$(Signature {
                command: stringify!($command),
                arguments: vec![$((stringify!($argument), { types.visit::<$type>(); <$type as TS>::name(config) })),*],
                channel: None$(.or_else(|| {
                    types.visit::<$message>();
                    Some((stringify!($channel), <$message as TS>::name(config)))
                }))?,
                answer: { types.visit::<$answer>(); <$answer as TS>::name(config) },
            }),*]
        }
    };
}

commands! {
    start_up::start_up() -> StartUp;

    environments::list_environments() -> Vec<EnvironmentEntry>;
    environments::create_environment(environment: Value) -> EnvironmentEntry;
    environments::save_environment(id: EnvironmentId, revision: Revision, environment: Value) -> EnvironmentEntry;
    environments::delete_environment(id: EnvironmentId) -> ();
    environments::accept_invalid_certificate(id: EnvironmentId, accept: bool) -> EnvironmentEntry;
    environments::choose_pem_file() -> Option<String>;

    credentials::list_credentials() -> Vec<CredentialEntry>;
    credentials::add_credential(input: CredentialInput) -> CredentialEntry;
    credentials::change_credential(id: Uuid, input: CredentialInput) -> CredentialEntry;
    credentials::remove_credential(id: Uuid) -> ();
    credentials::allow_hosts(id: Uuid) -> CredentialEntry;
    credentials::list_passwords(environment: EnvironmentId) -> Vec<KeptPasswordEntry>;
    credentials::remove_password(environment: EnvironmentId, user_name: String) -> ();
    credentials::keychain_state() -> KeychainView;
    credentials::keep_for_this_session() -> KeychainView;
    credentials::keep_in_keychain() -> KeychainView;

    journeys::prepare_journey(input: JourneyInput) -> Preparation;
    journeys::start_journey(input: JourneyInput, picture: Option<PictureSource>, mode: Mode) [events: RunEvent] -> Started;
    journeys::continue_journey(run: Uuid, mode: Mode) [events: RunEvent] -> ();
    journeys::repeat_journey(run: Uuid, step: Step, input: JourneyInput, picture: Option<PictureSource>, mode: Mode) [events: RunEvent] -> Started;
    journeys::choose_account(run: Uuid, place: usize) -> ();
    journeys::sign_on_parameters(environment: EnvironmentId) -> Vec<Parameter>;
    journeys::list_approvers(environment: EnvironmentId) -> Vec<Device>;
    journeys::choose_challenge() -> Option<ChallengeFile>;
    journeys::cancel_journey(run: Uuid) -> ();
    journeys::qr_code(run: Uuid) -> Option<QrPicture>;
    journeys::save_qr_code(run: Uuid, file: CodeFile) -> Option<String>;
    journeys::copy_qr_code(run: Uuid) -> ();

    phone::phone_interfaces() -> Vec<PhoneInterface>;
    phone::open_phone_page(input: JourneyInput, address: String) [events: PhoneEvent] -> PhonePageView;
    phone::close_phone_page() -> ();

    tokens::read_token(check: TokenCheck) -> TokenView;
    tokens::copy_token(run: Uuid, slot: TokenSlot) -> ();
    tokens::reveal_token(run: Uuid, slot: TokenSlot) -> String;
    tokens::copy_text(text: String) -> ();

    devices::list_devices() -> Vec<Device>;
    devices::forget_device(id: Uuid) -> ();
    devices::rename_device(id: Uuid, label: Option<String>) -> Device;
    devices::device_tokens(id: Uuid) -> DeviceTokensView;
    devices::refresh_by_itself(id: Uuid, automatic: bool) -> DeviceTokensView;
    devices::copy_device_token(id: Uuid, slot: TokenSlot) -> ();
    devices::start_device_journey(id: Uuid, goal: DeviceGoal, content: Option<ContentId>, playing: Option<PlayingInput>, mode: Mode) [events: RunEvent] -> Started;

    sessions::watch_sessions() [events: SessionEvent] -> Vec<SessionView>;
    sessions::set_up_session(run: Uuid, beating: BeatingInput) -> Uuid;
    sessions::tear_down_session(id: Uuid) -> ();

    history::list_runs(environment: Option<EnvironmentId>, after: Option<RunCursor>) -> RunPage;
    history::stored_run(id: Uuid) -> StoredRun;
    history::save_run(run: Uuid) -> Option<String>;
    history::delete_run(id: Uuid) -> ();
    history::delete_all_runs() -> ();

    simulator::simulator_state(after: u64) -> SimulatorView;
    simulator::change_simulator(change: SimulatorChange, after: u64) -> SimulatorView;
    simulator::fault_targets() -> FaultTargets;
    simulator::reset_simulator() -> SimulatorView;

    settings::save_settings(settings: Settings) -> ();
}
