// Made from the Rust types by `cargo xtask bindings`. Do not change it by hand.

export interface Commands {
  start_up: { arguments: {  }; answer: StartUp };
  list_environments: { arguments: {  }; answer: Array<EnvironmentEntry> };
  create_environment: { arguments: { environment: JsonValue }; answer: EnvironmentEntry };
  save_environment: { arguments: { id: EnvironmentId; revision: Revision; environment: JsonValue }; answer: EnvironmentEntry };
  delete_environment: { arguments: { id: EnvironmentId }; answer: null };
  accept_invalid_certificate: { arguments: { id: EnvironmentId; accept: boolean }; answer: EnvironmentEntry };
  choose_pem_file: { arguments: {  }; answer: string | null };
  list_credentials: { arguments: {  }; answer: Array<CredentialEntry> };
  add_credential: { arguments: { input: CredentialInput }; answer: CredentialEntry };
  change_credential: { arguments: { id: string; input: CredentialInput }; answer: CredentialEntry };
  remove_credential: { arguments: { id: string }; answer: null };
  allow_hosts: { arguments: { id: string }; answer: CredentialEntry };
  list_passwords: { arguments: { environment: EnvironmentId }; answer: Array<KeptPasswordEntry> };
  remove_password: { arguments: { environment: EnvironmentId; userName: string }; answer: null };
  keychain_state: { arguments: {  }; answer: KeychainView };
  keep_for_this_session: { arguments: {  }; answer: KeychainView };
  keep_in_keychain: { arguments: {  }; answer: KeychainView };
  prepare_journey: { arguments: { input: JourneyInput }; answer: Preparation };
  start_journey: { arguments: { input: JourneyInput; picture: PictureSource | null; mode: Mode }; channel: { events: RunEvent }; answer: Started };
  continue_journey: { arguments: { run: string; mode: Mode }; channel: { events: RunEvent }; answer: null };
  repeat_journey: { arguments: { run: string; step: Step; input: JourneyInput; picture: PictureSource | null; mode: Mode }; channel: { events: RunEvent }; answer: Started };
  choose_account: { arguments: { run: string; place: number }; answer: null };
  sign_on_parameters: { arguments: { environment: EnvironmentId }; answer: Array<Parameter> };
  list_approvers: { arguments: { environment: EnvironmentId }; answer: Array<Device> };
  choose_challenge: { arguments: {  }; answer: ChallengeFile | null };
  cancel_journey: { arguments: { run: string }; answer: null };
  qr_code: { arguments: { run: string }; answer: QrPicture | null };
  save_qr_code: { arguments: { run: string; file: CodeFile }; answer: string | null };
  copy_qr_code: { arguments: { run: string }; answer: null };
  phone_interfaces: { arguments: {  }; answer: Array<PhoneInterface> };
  open_phone_page: { arguments: { input: JourneyInput; address: string }; channel: { events: PhoneEvent }; answer: PhonePageView };
  close_phone_page: { arguments: {  }; answer: null };
  read_token: { arguments: { check: TokenCheck }; answer: TokenView };
  copy_token: { arguments: { run: string; slot: TokenSlot }; answer: null };
  reveal_token: { arguments: { run: string; slot: TokenSlot }; answer: string };
  copy_text: { arguments: { text: string }; answer: null };
  list_devices: { arguments: {  }; answer: Array<Device> };
  forget_device: { arguments: { id: string }; answer: null };
  rename_device: { arguments: { id: string; label: string | null }; answer: Device };
  device_tokens: { arguments: { id: string }; answer: DeviceTokensView };
  refresh_by_itself: { arguments: { id: string; automatic: boolean }; answer: DeviceTokensView };
  copy_device_token: { arguments: { id: string; slot: TokenSlot }; answer: null };
  start_device_journey: { arguments: { id: string; goal: DeviceGoal; content: ContentId | null; playing: PlayingInput | null; mode: Mode }; channel: { events: RunEvent }; answer: Started };
  watch_sessions: { arguments: {  }; channel: { events: SessionEvent }; answer: Array<SessionView> };
  set_up_session: { arguments: { run: string; beating: BeatingInput }; answer: string };
  tear_down_session: { arguments: { id: string }; answer: null };
  list_runs: { arguments: { environment: EnvironmentId | null; after: RunCursor | null }; answer: RunPage };
  stored_run: { arguments: { id: string }; answer: StoredRun };
  save_run: { arguments: { run: string }; answer: string | null };
  delete_run: { arguments: { id: string }; answer: null };
  delete_all_runs: { arguments: {  }; answer: null };
  simulator_state: { arguments: { after: number }; answer: SimulatorView };
  change_simulator: { arguments: { change: SimulatorChange; after: number }; answer: SimulatorView };
  fault_targets: { arguments: {  }; answer: FaultTargets };
  reset_simulator: { arguments: {  }; answer: SimulatorView };
  save_settings: { arguments: { settings: Settings }; answer: null };
}

/**
 * Why there is no keychain.
 */
export type Absence = "noBus" | "noProvider" | "noCollection" | "notWorking" | "notUsed";

/**
 * In what the `exp` of an access token counts. Refresh tokens are not touched.
 */
export type AccessTokenTime = "seconds" | "milliseconds";

/**
 * A change of an account; what is left out stays.
 */
export type AccountChange = { 
/**
 * Suspends it, cancels it, or takes that back.
 */
state?: AccountState, 
/**
 * Carries its devices to another place.
 */
network?: Network, 
/**
 * How many devices it may have; those that it has stay. 4294967295 is no limit.
 */
maxDevices?: number, 
/**
 * How many streams it may play at once, or that nobody counts: `sessionControl` of its tokens from now on.
 */
streams?: Streams, };

/**
 * An account of the operator: `accountId` of a sign-on answer, claim `OpfAccountId` of the operator JWT.
 */
export type AccountId = string;

/**
 * State of an account. The operator can undo either of the last two.
 */
export type AccountState = "active" | "suspended" | "cancelled";

/**
 * One account.
 */
export type AccountView = { 
/**
 * What an operator JWT names.
 */
accountId: AccountId, 
/**
 * For people.
 */
name: string, 
/**
 * Whether it may sign on.
 */
state: AccountState, 
/**
 * Where its devices seem to be.
 */
network: Network, 
/**
 * Who signs on to it by password.
 */
user: string, 
/**
 * How many streams it may play at once; `null` where they are not counted.
 */
maxStreams: number | null, 
/**
 * How many devices it may have.
 */
maxDevices: number, 
/**
 * Oldest first.
 */
devices: Array<DeviceView>, };

/**
 * Who sends a message, or receives it.
 */
export type Actor = "head-end" | "ags" | "device" | "ias" | "dsra" | "adm" | "url-builder" | "ssm" | "licence-server" | "phone";

/**
 * Which families of addresses a name has, as the look-up said.
 */
export type AddressFamilies = "ipv4" | "ipv6" | "both";

/**
 * An answer without secrets.
 */
export type AnswerView = { 
/**
 * The status code.
 */
status: number, 
/**
 * What the code stands for; empty when nobody knows.
 */
reason: string, 
/**
 * `HTTP/1.1` or `HTTP/2.0`.
 */
version: string, 
/**
 * Name and value.
 */
headers: Array<[string, string]>, 
/**
 * The body.
 */
body: BodyView, };

/**
 * Whether new devices may play at once.
 */
export type Approval = "off" | "by-operator";

/**
 * `authServiceName` of service discovery, sent as `x-auth-service-id`. May hold spaces.
 */
export type AuthServiceId = string;

/**
 * The word before a token in `Authorization`, on the calls whose page gives none: AGS refresh and sign-out.
 */
export type AuthorizationScheme = "bearer" | "bare";

/**
 * Answer to an access token that is missing, bad or expired.
 */
export type BadAccessToken = "unauthorized" | "gateway-forbidden" | "gateway-ok";

/**
 * An `http` or `https` URL that paths are added to: a host, perhaps a port and a path, and nothing else.
 *
 * Written without a slash at its end, a name in the form in which it is looked up (`xn--…`).
 */
export type BaseUrl = string;

/**
 * How a session is to be kept alive.
 */
export type BeatingInput = { "kind": "heartbeat" } | { "kind": "renewal", 
/**
 * A file that was chosen; `null` for the challenge that the simulator inside takes.
 */
challenge: string | null, };

/**
 * What a body is, judged by its content alone.
 */
export type BodyForm = "empty" | "json" | "text" | "bytes";

/**
 * A body as it is shown.
 */
export type BodyView = { 
/**
 * What it is.
 */
form: BodyForm, 
/**
 * How many bytes came.
 */
bytes: number, 
/**
 * The text, secrets cut; characters that would move or hide text are escaped.
 */
text: string, 
/**
 * The same as a tree; `null` when it is no JSON.
 */
json: unknown, };

/**
 * One call of the platform.
 */
export type Call = "service-discovery" | "get-session-token" | "sign-on-with-session-token" | "sign-on" | "subsequent-sign-on" | "sign-on-by-user-name-password" | "anonymous-token" | "ags-refresh" | "ias-token-refresh" | "ias-refresh" | "sign-out" | "content-token" | "device-registration-code" | "sign-on-activation-token" | "approve-device-registration-code" | "sign-on-by-sign-on-activation-token" | "am-i-approved" | "playout-content-token" | "session-setup" | "session-heartbeat" | "widevine-renewal" | "session-teardown" | "widevine-licence" | "widevine-certificate" | "play-ready-licence" | "fair-play-licence" | "fair-play-certificate";

/**
 * One of several: an account that matches what was signed on with, or a code in the picture.
 */
export type Candidate = { 
/**
 * Its place among them, from 0; names it when it is chosen.
 */
place: number, 
/**
 * What the platform says of it, or what the code holds.
 */
label: string, };

/**
 * One thing that can be seen from here.
 */
export type Cause = { 
/**
 * How likely it is the reason.
 */
likelihood: Likelihood, 
/**
 * What it is.
 */
headline: string, 
/**
 * The evidence.
 */
detail: string, 
/**
 * What mends it with one click, where something does.
 */
remedy: Remedy | null, };

/**
 * A file with a challenge, by which the window speaks of it. Its bytes stay with the program.
 */
export type ChallengeFile = { 
/**
 * Names it for as long as the program runs.
 */
id: string, 
/**
 * The file's own name, without its folders.
 */
name: string, 
/**
 * Bytes.
 */
length: number, };

/**
 * Every choice, with its default.
 */
export type Choices = { 
/**
 * Answer to an `x-auth-service-id` or `nv-tenant-id` that nothing belongs to. Default 400: of the statuses that
 * the calls document, the one for a request that is itself wrong.
 */
"unknown-auth-service": RefusalStatus, 
/**
 * Answer to a `clientId` that was never given out. Default 404: "if the specified entity does not exist".
 */
"unknown-client-id": RefusalStatus, 
/**
 * Answer to a `clientId` of another account.
 */
"foreign-client-id": ForeignClientId, 
/**
 * The name of the tenant's header.
 */
"tenant-header": TenantName, 
/**
 * What service discovery wants in its header `token`.
 */
"discovery-token": DiscoveryToken, 
/**
 * Where the operator JWT has to stand.
 */
"operator-jwt-place": OperatorJwtPlace, 
/**
 * How often an operator JWT is good.
 */
"operator-jwt-replay": OperatorJwtReplay, 
/**
 * Answer to a session token that is unknown, spent or expired. Default 401: its page has 401 without saying for
 * what, and 403 for failed authorisation.
 */
"bad-session-token": RefusalStatus, 
/**
 * Where a 300 answer has its user account token.
 */
"user-account-token": UserTokenPlace, 
/**
 * Answer of `content_token` to an access token that is missing, bad or expired.
 */
"bad-access-token": BadAccessToken, 
/**
 * What makes a session token worthless.
 */
"session-token-spent-by": SpentBy, 
/**
 * Whether new devices may play at once.
 */
"device-approval": Approval, 
/**
 * How `content_token` writes the tokens in its answer.
 */
"token-form": TokenForm, 
/**
 * Whether `content_token` sends a new access and refresh token along.
 */
"renewed-tokens": RenewedTokens, 
/**
 * What the refresh tokens are worth that a refresh replaced.
 */
"refresh-rotation": RefreshRotation, 
/**
 * What a sign-out does to the tokens.
 */
"sign-out": SignOut, 
/**
 * How AGS wants `Authorization`, on refresh and sign-out.
 */
"authorization-scheme": TakenAuthorizationScheme, 
/**
 * Status of a poll of companion sign-on once the code was approved.
 */
"poll-success": PollSuccess, 
/**
 * Answer to a poll before the period is over.
 */
"early-poll": EarlyPoll, 
/**
 * What `expiresAfterMillis` of a registration code counts.
 */
"registration-expiry": ExpiryUnit, 
/**
 * Answer to the tear-down of a stream.
 */
teardown: Teardown, 
/**
 * How the period of a stream is spelt.
 */
"heartbeat-spelling": HeartbeatSpelling, 
/**
 * In what the `exp` of an access token counts.
 */
"access-token-time": AccessTokenTime, 
/**
 * How the JSON of a Widevine licence holds the licence.
 */
"licence-form": LicenceForm, 
/**
 * How many licences a content token is good for.
 */
"content-token-replay": ContentTokenReplay, 
/**
 * Whether `x-correlation-id` comes back in the answer.
 */
"correlation-id": CorrelationEcho, 
/**
 * Which `x-correlation-id` is taken.
 */
"correlation-id-form": CorrelationForm, };

/**
 * One member of a header or of claims.
 */
export type ClaimRow = { 
/**
 * The name on the wire.
 */
name: string, 
/**
 * The value; numbers keep their digits.
 */
value: unknown, 
/**
 * Plain words, where the documents know the name.
 */
meaning: string | null, 
/**
 * The moment it stands for, where it is a time.
 */
at: string | null, };

/**
 * What a server has against the client certificate.
 */
export type ClientCertificateTrouble = "missing" | "expired" | "revoked" | "unknownIssuer" | "noAccess" | "refused";

/**
 * What the platform calls a device: `client_id` in answers, `clientId` in requests, claim `deviceId`.
 */
export type ClientId = string;

/**
 * A change of the clock.
 */
export type ClockChange = { "advanceSeconds": number } | { "setTo": string } | "takeBack";

/**
 * How the clock stands.
 */
export type ClockView = { 
/**
 * What it shows.
 */
now: string, 
/**
 * How far it was moved; 0 where it shows this machine's time.
 */
movedBySeconds: number, };

/**
 * Whose codes they are.
 */
export type CodeFamily = "sign-in" | "ssm" | "widevine" | "play-ready";

/**
 * As what the code is saved.
 */
export type CodeFile = "svg" | "png";

/**
 * An error as the window gets it.
 */
export type CommandError = { 
/**
 * What the window switches on.
 */
kind: ErrorKind, 
/**
 * What happened, in one sentence.
 */
headline: string, 
/**
 * More of it; may be empty.
 */
detail: string, 
/**
 * What to do; may be empty.
 */
remedy: string, 
/**
 * What is wrong field by field, each with what to do; empty where no field is.
 */
problems: Array<Problem>, };

/**
 * A change of a content's rights; what is left out stays. Content tokens that are out keep what they say, and a licence server
 * looks at what holds now.
 */
export type ContentChange = { 
/**
 * Begin of the window in which it may be played.
 */
start?: string, 
/**
 * End of that window.
 */
end?: string, 
/**
 * Seconds that a licence lasts once playback began.
 */
duration?: number, 
/**
 * Whether it may be kept for offline playback.
 */
storable?: boolean, 
/**
 * `usageRulesProfileId`.
 */
profile?: string, 
/**
 * Who may play it.
 */
entitled?: Entitled, };

/**
 * The id that a content token is asked for: `technical.drmId` of the metadata service.
 */
export type ContentId = string;

/**
 * The right to play one content.
 */
export type ContentRight = { 
/**
 * The content that was asked for.
 */
contentId: string | null, 
/**
 * Begin of the window; ISO 8601.
 */
start: string | null, 
/**
 * End of the window; ISO 8601.
 */
end: string | null, 
/**
 * Seconds that the licence lasts once playback began.
 */
duration: number | null, 
/**
 * Whether it may be kept for offline playback.
 */
storable: boolean | null, 
/**
 * `SD`, `HD`, `UHD`, ...: defined by the operator.
 */
usageRulesProfileId: string | null, 
/**
 * How many may play at once.
 */
sessionControl: SessionControl | null, };

/**
 * How many licences a content token is good for.
 */
export type ContentTokenReplay = "refused" | "allowed";

/**
 * Who is asked for a content token.
 */
export type ContentTokenSource = "ias" | "url-builder";

/**
 * One content.
 */
export type ContentView = { 
/**
 * What a content token is asked for by.
 */
contentId: ContentId, 
/**
 * For people.
 */
title: string, 
/**
 * Begin of its window.
 */
start: string, 
/**
 * End of its window.
 */
end: string, 
/**
 * `SD`, `HD`, `UHD`, ...
 */
profile: string, 
/**
 * Seconds that a licence lasts once playback began.
 */
duration: number, 
/**
 * Whether it may be kept for offline playback.
 */
storable: boolean, 
/**
 * Who may play it.
 */
entitled: Entitled, };

/**
 * Whether `x-correlation-id` comes back in the answer.
 */
export type CorrelationEcho = "echoed" | "not-echoed";

/**
 * Which `x-correlation-id` is taken.
 */
export type CorrelationForm = "any" | "short";

/**
 * Whether requests have `x-correlation-id`. It is optional, its form is not documented, and a licence server has a code
 * for one that it does not like.
 */
export type CorrelationHeader = "uuid" | "not-sent";

/**
 * `x-correlation-id`: ties together the log lines of one flow. No format is documented.
 */
export type CorrelationId = string;

/**
 * One operator credential of the list.
 */
export type CredentialEntry = { 
/**
 * Names it in every command.
 */
id: string, 
/**
 * The environment it belongs to.
 */
environment: EnvironmentId, 
/**
 * What people call it.
 */
label: string | null, 
/**
 * Goes into the header of the operator JWT.
 */
kid: CredentialKeyId, 
/**
 * How the secret is written down.
 */
encoding: SecretEncoding, 
/**
 * Bytes of the key after decoding.
 */
length: number, 
/**
 * Six hex digits by which a person recognises the key.
 */
fingerprint: string, 
/**
 * The origins that it may be sent to.
 */
origins: Array<string>, 
/**
 * Origins of its environment that it may not be sent to yet: somebody changed the host.
 */
withheldFrom: Array<string>, 
/**
 * Whether it is a person's, or the simulator's own.
 */
owner: CredentialOwner, };

/**
 * What a person enters. The secret travels this way only.
 */
export type CredentialInput = { 
/**
 * The environment it belongs to.
 */
environment: EnvironmentId, 
/**
 * What people call it.
 */
label: string | null, 
/**
 * Goes into the header of the operator JWT.
 */
kid: CredentialKeyId, 
/**
 * How the secret is written down.
 */
encoding: SecretEncoding, 
/**
 * The secret; `null` keeps the one that is stored.
 */
secret: string | null, };

/**
 * `kid` of a signing credential: a UUID in operator JWTs, a number in the platform's own tokens.
 */
export type CredentialKeyId = string;

/**
 * Whose credential it is.
 */
export type CredentialOwner = "person" | "simulator";

/**
 * One installation that has signed on.
 */
export type Device = { 
/**
 * Ours; names the device in commands and in the keychain.
 */
id: string, 
/**
 * Where it signed on.
 */
environment: EnvironmentId, 
/**
 * Who signed on.
 */
account: AccountId, 
/**
 * What kind of device it is.
 */
platform: PlatformId, 
/**
 * What the platform calls it.
 */
clientId: ClientId, 
/**
 * The journey of the last sign-on.
 */
journey: string, 
/**
 * When the platform made this device.
 */
firstSignedOnAt: string, 
/**
 * When it was last used.
 */
lastSignedOnAt: string, 
/**
 * A person's own name for it.
 */
label: string | null, };

/**
 * What a journey with the tokens of a device is for.
 */
export type DeviceGoal = "refresh" | "signOut" | "playback";

/**
 * The block as a JSON object.
 */
export type DeviceInformation = Record<string, unknown>;

/**
 * The device that a run signed on as.
 */
export type DeviceReport = { 
/**
 * As the platform gave it.
 */
clientId: ClientId, 
/**
 * The account it belongs to, as the platform gave it.
 */
account: AccountId, 
/**
 * Whether the platform made it in this run.
 */
new: boolean, };

/**
 * State of a device.
 */
export type DeviceState = "approved" | "not-approved" | "disabled" | "deleted";

/**
 * The tokens that a device has now, as they are shown.
 */
export type DeviceTokensView = { 
/**
 * In memory; `null` after a restart, until a refresh.
 */
access: TokenView | null, 
/**
 * In memory, besides the keychain.
 */
refresh: TokenView | null, 
/**
 * When both came.
 */
issuedAt: string | null, 
/**
 * Whether there is a refresh token to go on with.
 */
refreshToken: RefreshTokenState, 
/**
 * Whether the program refreshes by itself.
 */
automatic: boolean, 
/**
 * When it is going to.
 */
refreshDue: string | null, };

/**
 * One device.
 */
export type DeviceView = { 
/**
 * What the platform gave it.
 */
clientId: ClientId, 
/**
 * What the operator made of it.
 */
state: DeviceState, 
/**
 * Whether it counts in the limit of its account: managed, disabled and deleted ones do not.
 */
counts: boolean, 
/**
 * `device.hardware.type`, as it said.
 */
hardwareType: string | null, 
/**
 * `device.hardware.model`, as it said.
 */
model: string | null, 
/**
 * `device.OS.type`, as it said.
 */
osType: string | null, 
/**
 * When it was made.
 */
created: string, 
/**
 * When it signed on last.
 */
lastSignOn: string, };

/**
 * What service discovery gets in its header `token`: "request authentication token", says its page, and no more.
 */
export type DiscoveryToken = "none" | "operator-jwt";

/**
 * Which licence server.
 */
export type Drm = "widevine" | "play-ready" | "fair-play";

/**
 * Answer to a poll that comes before the period is over. No page gives one, nor a limit.
 */
export type EarlyPoll = "answered" | "too-many-requests";

/**
 * Who may play a content.
 */
export type Entitled = "everybody" | "nobody" | { "only": Array<AccountId> };

/**
 * One deployment under test. In the file the keys are written `with-hyphens`.
 */
export type Environment = { 
/**
 * What people call it.
 */
name: string, 
/**
 * The OPF tenant.
 */
tenant: TenantId, 
/**
 * The auth service; only needed when service discovery does not tell, or tells several.
 */
authService?: AuthServiceId, 
/**
 * Whether `http` URLs are taken: for the simulator or a lab.
 */
allowHttp: boolean, 
/**
 * The proxy between: `none`, or the URL of one; that of the system when absent. Loopback goes past every proxy.
 */
proxy?: ProxySetting, 
/**
 * The operator's class for open devices: `playoutDeviceClass`.
 */
playoutDeviceClass?: string, 
/**
 * The account that is offered first.
 */
defaultAccount?: AccountId, 
/**
 * The platform that is offered first.
 */
defaultPlatform?: PlatformId, 
/**
 * The content that is offered first.
 */
defaultContent?: ContentId, 
/**
 * Where the platform answers.
 */
urls: Urls, 
/**
 * Headers that every request to the platform carries besides the documented ones.
 */
headers: { [key in string]: string }, 
/**
 * How long to wait.
 */
timeouts: Timeouts, 
/**
 * Certificates of one's own.
 */
tls: TlsFiles, 
/**
 * The sign-on QR code.
 */
qr: QrChoices, 
/**
 * The JWT that the head-end signs.
 */
operatorJwt: OperatorJwtChoices, 
/**
 * Names of parameters where service discovery does not tell them.
 */
names: ParameterNames, 
/**
 * Which of several ways this deployment takes.
 */
ways: Ways, };

/**
 * One environment of the list.
 */
export type EnvironmentEntry = { 
/**
 * Names it in every command; `simulator` for the one built in. A damaged file without a usable name has none.
 */
id: EnvironmentId | null, 
/**
 * What it says, or why it says nothing.
 */
state: EnvironmentState, 
/**
 * Where its file is; the simulator has none.
 */
path: string | null, 
/**
 * Whether answers come from the simulator and say nothing of a real platform.
 */
simulated: boolean, 
/**
 * Whether any certificate is accepted, in this session.
 */
acceptsInvalidCertificate: boolean, };

/**
 * The name of one environment: the stem of its file. Safe as a file name on every system.
 */
export type EnvironmentId = string;

/**
 * What an environment's file holds.
 */
export type EnvironmentState = { "kind": "readable", environment: Environment, 
/**
 * Keys that nobody knows; they are kept.
 */
unknownKeys: Array<string>, 
/**
 * To be named when it is saved; the simulator cannot be saved.
 */
revision: Revision | null, } | { "kind": "damaged", 
/**
 * What is wrong, with line and column.
 */
problems: Array<Problem>, };

/**
 * How much of the code may be damaged and it still reads (ISO/IEC 18004, 6.5.1).
 */
export type ErrorCorrection = "L" | "M" | "Q" | "H";

/**
 * What the window switches on.
 */
export type ErrorKind = "environment" | "environment-changed" | "credential" | "other-host" | "discovery" | "keychain" | "no-keychain" | "storage" | "picture" | "phone" | "gone" | "in-use" | "clipboard" | "file" | "simulator" | "unexpected";

/**
 * An exchange without secrets.
 */
export type ExchangeView = { 
/**
 * Names this exchange.
 */
id: string, 
/**
 * Which call it was.
 */
call: Call, 
/**
 * The last part of its path.
 */
name: string, 
/**
 * Who sent the request.
 */
from: Actor, 
/**
 * Who answered.
 */
to: Actor, 
/**
 * Sent as `x-correlation-id`; `null` where nothing was.
 */
correlationId: CorrelationId | null, 
/**
 * By this computer's clock.
 */
startedAt: string, 
/**
 * What was sent.
 */
request: RequestView, 
/**
 * What came back, whole or in part.
 */
answer: AnswerView | null, 
/**
 * What went wrong on the way.
 */
failure: Failure | null, 
/**
 * How long it took; microseconds.
 */
timings: Timings, 
/**
 * The server's clock less ours, in milliseconds.
 */
clockSkew: number | null, 
/**
 * The request as a curl command.
 */
curl: string, };

/**
 * What `expiresAfterMillis` of a registration code counts: its name says milliseconds, its text seconds.
 */
export type ExpiryUnit = "milliseconds" | "seconds";

/**
 * Why a step did not go well, as far as can be known from here.
 */
export type Explanation = { 
/**
 * What happened, in one sentence.
 */
headline: string, 
/**
 * What the platform said, or how the call failed.
 */
said: string, 
/**
 * What can be seen from here, likeliest first; what is in order comes last.
 */
causes: Array<Cause>, 
/**
 * What did not happen because of it.
 */
notDone: string, };

/**
 * Why no whole answer came.
 */
export type Failure = { 
/**
 * How far it got.
 */
stage: Stage, 
/**
 * What happened.
 */
cause: FailureKind, 
/**
 * What happened, in one sentence.
 */
headline: string, 
/**
 * What to do.
 */
remedy: string, };

/**
 * What happened. Each has a headline and a remedy.
 */
export type FailureKind = { "kind": "notSendable", reason: string, } | { "kind": "noAddress", of: string, } | { "kind": "proxy", proxy: string, trouble: ProxyTrouble, } | { "kind": "nameNotFound", host: string, } | { "kind": "connectionRefused", host: string, port: number, tried: AddressFamilies | null, } | { "kind": "connectTimedOut", seconds: number, tried: AddressFamilies | null, } | { "kind": "noRoute", host: string, tried: AddressFamilies | null, } | { "kind": "notConnected", reason: string, } | { "kind": "unknownIssuer" } | { "kind": "wrongName", host: string, } | { "kind": "certificateExpired" } | { "kind": "certificateNotYetValid" } | { "kind": "badCertificate", reason: string, } | { "kind": "clientCertificate", trouble: ClientCertificateTrouble, } | { "kind": "notTls" } | { "kind": "tlsTooOld" } | { "kind": "tls", reason: string, } | { "kind": "noAnswer", seconds: number, } | { "kind": "closedWithoutAnswer" } | { "kind": "reset" } | { "kind": "endedByServer", code: string, untouched: boolean, } | { "kind": "notHttp", reason: string, } | { "kind": "headTooLarge" } | { "kind": "bodyTimedOut", bytes: number, seconds: number, } | { "kind": "resetInBody", bytes: number, } | { "kind": "bodyIncomplete", bytes: number, promised: number | null, } | { "kind": "bodyTooLarge", limit: number, } | { "kind": "unpackedTooLarge", coding: string, limit: number, } | { "kind": "ended" } | { "kind": "other", reason: string, };

/**
 * One documented code.
 */
export type FaultCode = { family: CodeFamily, code: string, meaning: string, };

/**
 * One fault to play.
 */
export type FaultOrder = { 
/**
 * On which call; on every one when left out.
 */
call?: Call | null, 
/**
 * On which of these calls.
 */
when: When, 
/**
 * What.
 */
fault: OrderedFault, };

/**
 * One call.
 */
export type FaultTarget = { call: Call, method: string, path: string, 
/**
 * Whose codes its refusals have.
 */
family: CodeFamily, };

/**
 * On what a fault can be ordered, and with which codes.
 */
export type FaultTargets = { 
/**
 * Every call there is.
 */
calls: Array<FaultTarget>, 
/**
 * Every documented code.
 */
codes: Array<FaultCode>, };

/**
 * An order, and what became of it.
 */
export type FaultView = { 
/**
 * By this it is taken back.
 */
id: number, 
/**
 * What was ordered.
 */
order: FaultOrder, 
/**
 * How many calls it counted.
 */
calls: number, 
/**
 * How many of them it struck.
 */
struck: number, };

/**
 * One thing the program noticed.
 */
export type Finding = { 
/**
 * How much it matters.
 */
severity: Severity, 
/**
 * A stable name for machines: `status-not-documented`.
 */
rule: string, 
/**
 * What was seen, in one sentence.
 */
what: string, 
/**
 * Why it matters, with the document it follows from.
 */
why: string, 
/**
 * What to do; empty when nothing has to be done.
 */
remedy: string, };

/**
 * Answer to a `clientId` of another account's device.
 */
export type ForeignClientId = "unauthorized" | "in-use";

/**
 * In what form a token came.
 */
export type Form = "jwt" | "decodedClaims" | "opaque";

/**
 * How SSM spells the period.
 */
export type HeartbeatSpelling = "heartBeat" | "heartbeat";

/**
 * When the tokens end that this program holds for a device of the simulator.
 */
export type HeldTokens = { 
/**
 * Whose they are.
 */
clientId: ClientId, 
/**
 * End of the access token.
 */
accessEnds: string | null, 
/**
 * End of the refresh token.
 */
refreshEnds: string | null, };

/**
 * What a sign-on is to do.
 */
export type JourneyInput = { 
/**
 * At which environment.
 */
environment: EnvironmentId, 
/**
 * Which road in.
 */
road: Road, 
/**
 * The kind of device.
 */
platform: PlatformId, 
/**
 * First-time or nth-time.
 */
signOn: SignOnChoice, 
/**
 * The content to ask a token for; `null` ends the journey with the sign-on.
 */
content: ContentId | null, 
/**
 * What is done around that token; only what the environment says when absent.
 */
playing?: PlayingInput | null, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * What a licence server judged, and found to be no good unless it granted a licence.
 */
export type Judged = "granted" | "token" | "challenge" | "both" | "request" | "unknown";

/**
 * Where a secret went.
 */
export type Kept = "inKeychain" | "thisSessionOnly";

/**
 * A user name of an environment for which a password is kept: never with it.
 */
export type KeptPasswordEntry = { 
/**
 * Who signs on with it.
 */
userName: string, 
/**
 * Whether the password itself is kept.
 */
password: boolean, 
/**
 * Further parameters of service discovery for which a password is kept.
 */
parameters: Array<string>, 
/**
 * Where it lies.
 */
kept: Kept, 
/**
 * Origins of the environment that it does not go to: somebody changed the host.
 */
withheldFrom: Array<string>, };

/**
 * How the keychain is just now.
 */
export type KeychainState = { "kind": "ready", 
/**
 * Its name for people: `GNOME Keyring`, `macOS Keychain`, `Windows Credential Manager`, ...
 */
provider: string, } | { "kind": "locked" } | { "kind": "missing", 
/**
 * What is missing.
 */
why: Absence, } | { "kind": "waiting" } | { "kind": "hung" };

/**
 * How the keychain is, and where the next secret goes.
 */
export type KeychainView = { 
/**
 * How it is just now.
 */
state: KeychainState, 
/**
 * Where the next secret goes.
 */
keeping: Kept, 
/**
 * In words for people when something is to be said.
 */
said: string | null, 
/**
 * What to do about it.
 */
remedy: string | null, };

/**
 * What was chosen last in an environment.
 */
export type LastChoice = { 
/**
 * The kind of device.
 */
platform: PlatformId | null, 
/**
 * The account.
 */
account: AccountId | null, 
/**
 * The content.
 */
content: ContentId | null, 
/**
 * The road in. One that this version does not know is none.
 */
road: LastRoad | null, };

/**
 * A road in, by the name of its journey.
 */
export type LastRoad = "qrSignOn" | "passwordSignOn" | "guestSignOn" | "companionSignOn";

/**
 * How the JSON of a Widevine licence holds the licence.
 */
export type LicenceForm = "list" | "text";

/**
 * What is asked of a licence server.
 */
export type LicenceInput = { 
/**
 * Which one.
 */
drm: Drm, 
/**
 * A file that was chosen; `null` sends an empty challenge.
 */
challenge: string | null, };

/**
 * How long tokens live, in seconds from their issue.
 */
export type Lifetimes = { 
/**
 * Session token. Not documented, and the answer does not say it; default 300.
 */
"session-token": number, 
/**
 * User account token of a 300 answer. Not documented either; default 300.
 */
"user-account-token": number, 
/**
 * Access token: `expires_in`. Documented default one hour.
 */
"access-token": number, 
/**
 * Refresh token: `refresh_expires_in`. Documented default 48 hours.
 */
"refresh-token": number, 
/**
 * End of the whole sign-on: `fixed_refresh_expires_in`, claim `fixed_exp`. 30 days in the documents.
 */
"sign-on": number, 
/**
 * Content token: its `expires_in`. Default 24 hours: the most a token with both `jti` and `exp` may have at a
 * licence server. The one printed example has 3887999.
 */
"content-token": number, 
/**
 * Registration code of companion sign-on, and the DSRA token it is polled with. Not documented; default 600.
 */
"registration-code": number, 
/**
 * Activation token of companion sign-on. "Configurable" in the documents; default 300.
 */
"sign-on-activation-token": number, };

/**
 * How likely a cause is the reason.
 */
export type Likelihood = "likely" | "possible" | "fine";

/**
 * One request and its answer.
 */
export type LoggedRequest = { 
/**
 * Counts from 1.
 */
number: number, 
/**
 * When it came, by the simulator's clock.
 */
at: string, 
/**
 * `GET`, `POST`, ...
 */
method: string, 
/**
 * The path, and the names in the query: `/ias/v2/content_token?content_id=…&type=…`.
 */
path: string, 
/**
 * Which call that is; `null` where there is none at this path.
 */
call: Call | null, 
/**
 * Status of the answer.
 */
status: number, 
/**
 * `x-correlation-id` of the request.
 */
correlationId: CorrelationId | null, 
/**
 * How long the answer took, in microseconds.
 */
microseconds: number, 
/**
 * Why it was refused. The caller is not told.
 */
why: string | null, };

/**
 * How far to go.
 */
export type Mode = "runThrough" | "oneStep";

/**
 * Where the devices of an account seem to be.
 */
export type Network = "ordinary" | "vpn" | "blocked-country" | "filtered-country";

/**
 * The JWT of typ `GetSessionTokenAuthN` that the head-end signs.
 */
export type OperatorJwtChoices = { 
/**
 * From now to `exp`.
 */
lifetime: Seconds, 
/**
 * The header that carries it, where it is no parameter.
 */
header?: string, 
/**
 * Claims to add to the documented ones.
 */
claims: Record<string, unknown>, };

/**
 * Where the operator JWT has to stand.
 */
export type OperatorJwtPlace = "parameter" | "header";

/**
 * How often an operator JWT is good.
 */
export type OperatorJwtReplay = "allowed" | "refused";

/**
 * What is played.
 */
export type OrderedFault = { "refusal": { 
/**
 * 300 to 599.
 */
status: number, 
/**
 * A documented code, or any other.
 */
code?: string | null, } } | { "hidden-refusal": { 
/**
 * A documented code, or any other.
 */
code: string, } } | { "redirect": { 
/**
 * 300 to 399.
 */
status: number, 
/**
 * `Location`.
 */
location: string, } } | "garbage" | { "delay": { 
/**
 * How much later.
 */
milliseconds: number, } } | { "slow-body": { 
/**
 * Before each piece.
 */
milliseconds: number, } } | "empty-body" | "cut-body" | "wrong-content-type" | "no-answer" | "reset";

/**
 * One entry of `parameterProperties`.
 */
export type Parameter = { 
/**
 * What goes into `parameters[].name`, with its case.
 */
name: string, 
/**
 * Whether the endpoint refuses a request without it.
 */
mandatory: boolean, 
/**
 * Whether it is to be masked when typed.
 */
isPassword: boolean, };

/**
 * Names of parameters where service discovery does not tell them.
 */
export type ParameterNames = { 
/**
 * Of the operator JWT in `getSessionToken`.
 */
operatorJwtParameter: string, 
/**
 * Of the session token in `signOnWithSessionToken`.
 */
sessionTokenParameter: string, 
/**
 * Of the user name in `signOn` and `refresh`.
 */
userNameParameter: string, 
/**
 * Of the password in `signOn`.
 */
passwordParameter: string, 
/**
 * Of the account chosen in `subsequentSignOn`, where one user account token stands for all accounts.
 */
accountParameter: string, };

/**
 * What becomes of a password that was typed.
 */
export type PasswordKeeping = "notKept" | "whenAccepted";

/**
 * How a user name and a password sign on.
 */
export type PasswordWay = "ags" | "ias-v3";

/**
 * What happens at the page.
 */
export type PhoneEvent = { "kind": "confirmed", 
/**
 * Where the confirmation came from.
 */
from: string, 
/**
 * What the phone is, in a few words.
 */
described: string, 
/**
 * The platform that it is, or is closest to.
 */
platform: PlatformId, } | { "kind": "told", 
/**
 * What the phone is told.
 */
headline: string, words: string, 
/**
 * Whether the phone has asked for it; it may have gone to sleep.
 */
taken: boolean, } | { "kind": "ended", 
/**
 * Why, and what to do.
 */
headline: string, };

/**
 * An address of this machine that a phone could reach.
 */
export type PhoneInterface = { 
/**
 * The system's name of the interface, such as `eth0`.
 */
name: string, address: string, };

/**
 * A page that is served, for the person to show to the phone.
 */
export type PhonePageView = { 
/**
 * With the one-time secret: whoever has it may confirm, once.
 */
url: string, 
/**
 * The url as a QR code: an SVG document, black on white with its quiet zone.
 */
svg: string, 
/**
 * Modules of a side, quiet zone not counted.
 */
modules: number, 
/**
 * Pixels of a side below which phones have trouble.
 */
minPixels: number, 
/**
 * Where it listens, without the port and the secret.
 */
address: string, openedAt: string, 
/**
 * When it ends by itself.
 */
endsAt: string, };

/**
 * Where a picture comes from. The window never names a file.
 */
export type PictureSource = "file" | "clipboard" | "dropped" | "screen" | "region";

/**
 * One of the sixteen platforms.
 */
export type PlatformEntry = { id: string, label: string, 
/**
 * `STB`, `Browser`, `Mobile`, ...
 */
hardwareType: string, 
/**
 * What it would send on a first-time sign-on.
 */
deviceInformation: DeviceInformation, };

/**
 * The name of one of the sixteen platforms in commands and files: `stb-opentv-os`, `mobile-android`, ...
 */
export type PlatformId = string;

/**
 * What is done around the content token.
 */
export type PlayingInput = { 
/**
 * Whether ADM is asked before if the device is approved.
 */
approval: boolean, 
/**
 * Who gives the content token; the environment's choice when `null`.
 */
source: ContentTokenSource | null, 
/**
 * The address of the content, which URL Builder wants.
 */
contentUrl: string | null, 
/**
 * Whose certificate is fetched after it.
 */
certificate: Drm | null, 
/**
 * What is asked of a licence server after it.
 */
licence: LicenceInput | null, };

/**
 * Status of a poll once the code was approved.
 */
export type PollSuccess = "accepted" | "ok";

/**
 * What a run would do, shown before it starts.
 */
export type Preparation = { 
/**
 * The device that the usual sign-on goes on with; `null` when it would be first-time and make a new one.
 */
device: Device | null, 
/**
 * A device of another account on the same installation: its `client_id` is wiped by the sign-on.
 */
wipes: Device | null, 
/**
 * What a first-time sign-on would send.
 */
deviceInformation: DeviceInformation, 
/**
 * The claims of the operator JWT if it were signed now; empty on other roads.
 */
claims: Record<string, unknown>, };

/**
 * One thing that is wrong with an environment.
 */
export type Problem = { 
/**
 * The key as the file writes it, `operator-jwt.lifetime`; empty when the whole file is meant.
 */
key: string, 
/**
 * Line in the file, from 1.
 */
line?: number, 
/**
 * Character in the line, from 1.
 */
column?: number, 
/**
 * What is wrong; reads on from the key.
 */
what: string, 
/**
 * What to do.
 */
remedy: string, };

/**
 * Which proxy to take in place of the system's.
 */
export type ProxySetting = string;

/**
 * What is wrong with a proxy.
 */
export type ProxyTrouble = { "what": "otherKind", scheme: string, } | { "what": "nameNotFound" } | { "what": "refused" } | { "what": "timedOut", seconds: number, } | { "what": "notReached" } | { "what": "wantsLogin" } | { "what": "noTunnel", to: string, } | { "what": "closed", to: string, };

/**
 * The sign-on QR code.
 */
export type QrChoices = { 
/**
 * What the code holds; `{sessionToken}` stands for the token.
 */
template: string, 
/**
 * How much of the code may be unreadable.
 */
errorCorrection: ErrorCorrection, 
/**
 * For the countdown; no document gives the true lifetime.
 */
sessionTokenLifetime: Seconds, };

/**
 * When the QR code is to be seen.
 */
export type QrCodeShown = "atOnce" | "whenAsked";

/**
 * The QR code of a run, as it is on screen.
 */
export type QrPicture = { 
/**
 * An SVG document, black on white with its quiet zone.
 */
svg: string, 
/**
 * 1 to 40.
 */
version: number, 
/**
 * How much of it may be unreadable.
 */
errorCorrection: ErrorCorrection, 
/**
 * Modules of a side, quiet zone not counted.
 */
modules: number, 
/**
 * Pixels of a side below which phones have trouble.
 */
minPixels: number, 
/**
 * What it holds, where that is a code that a person may type; `null` for a session token.
 */
text: string | null, 
/**
 * When the session token is taken to end.
 */
expiresAt: string, };

/**
 * What the refresh tokens are worth that a refresh replaced.
 */
export type RefreshRotation = "kept" | "rotated" | "family-revoked";

/**
 * Whether a device has a refresh token.
 */
export type RefreshTokenState = "held" | "none" | "noKeychain" | "unreachable";

/**
 * How a refresh token gets new tokens. AGS documents one, IAS another, clients were seen with a third.
 */
export type RefreshWay = "ags" | "ias-v2" | "ias-v3";

/**
 * A refusal, in the platform's own words.
 */
export type Refusal = { 
/**
 * The status code. 200 where the refusal hides in an answer of success.
 */
status: number, 
/**
 * Code and text, where the body has any.
 */
body: RefusalBody | null, };

/**
 * Code and text found in the body of an answer.
 */
export type RefusalBody = { 
/**
 * `code`, `errorCode`, `resultCode` or `errorResponse.errorCode`, as text.
 */
code: string | null, 
/**
 * `message`, `result` or `errorMessage`.
 */
message: string | null, };

/**
 * A status of refusal that the documents know: 400, 401, 403 or 404.
 */
export type RefusalStatus = 400 | 401 | 403 | 404;

/**
 * One registration code of companion sign-on.
 */
export type RegistrationView = { 
/**
 * What its device shows.
 */
code: string, 
/**
 * The account it was approved for; `null` while it waits.
 */
approvedFor: AccountId | null, 
/**
 * When it expires.
 */
ends: string, };

/**
 * What mends a cause with one click.
 */
export type Remedy = { "kind": "useEncoding", 
/**
 * Which one.
 */
encoding: SecretEncoding, } | { "kind": "signOnFirstTime" } | { "kind": "repeatFrom", 
/**
 * Which one.
 */
step: Step, } | { "kind": "editEnvironment" } | { "kind": "editCredential" } | { "kind": "dropEditedClaims" } | { "kind": "signOnAgain" };

/**
 * Where a Widevine licence is renewed.
 */
export type RenewalPath = "root" | "sessions";

/**
 * Whether `content_token` sends a new access and refresh token along.
 */
export type RenewedTokens = "not-sent" | "sent";

/**
 * A request without secrets.
 */
export type RequestView = { 
/**
 * `GET`, `POST` or `PUT`.
 */
method: string, 
/**
 * With the query.
 */
url: string, 
/**
 * Name and value.
 */
headers: Array<[string, string]>, 
/**
 * The body; `null` when none was sent.
 */
body: BodyView | null, };

/**
 * The content of a file at the moment it was read, as the SHA-256 of its bytes. A save names the one it changes.
 */
export type Revision = string;

/**
 * A road in, with what it alone needs.
 */
export type Road = { "kind": "qrSignOn", 
/**
 * Who signs the operator JWT; `null` when a real head-end shows the code.
 */
credential: string | null, 
/**
 * The account to sign on to.
 */
account: AccountId, 
/**
 * Seconds that the operator JWT lasts; the environment's choice when `null`. Negative makes an expired one.
 */
lifetime: number | null, 
/**
 * Claims set over the documented ones; `null` leaves one out.
 */
claims: Record<string, unknown>, } | { "kind": "passwordSignOn", 
/**
 * Who signs on.
 */
userName: string, 
/**
 * `null` takes the one of the run that is repeated, else the one that is kept for the user name.
 */
password: Secret | null, 
/**
 * What else is sent, under the names of service discovery.
 */
parameters: Array<TypedParameter>, 
/**
 * What becomes of the passwords that were typed; they are not kept when absent.
 */
keep?: PasswordKeeping, } | { "kind": "guestSignOn", 
/**
 * Sent as country-code; the platform goes by the address when `null`.
 */
country: string | null, } | { "kind": "companionSignOn", 
/**
 * The stored device that approves; `null` waits for a real phone.
 */
approver: string | null, };

/**
 * The place in the list after which the next page begins.
 */
export type RunCursor = { 
/**
 * Of the last run shown.
 */
startedAt: string, 
/**
 * Of the last run shown.
 */
id: string, };

/**
 * What the window is told while a run goes on.
 */
export type RunEvent = { "kind": "stepStarted", 
/**
 * Which one.
 */
step: Step, } | { "kind": "stepEnded", 
/**
 * What it did.
 */
report: StepReport, } | { "kind": "rested", 
/**
 * How it stands.
 */
verdict: Verdict, 
/**
 * What comes next, if anything.
 */
next: Step | null, 
/**
 * The device signed on so far.
 */
device: DeviceReport | null, };

/**
 * A part of the list, newest first.
 */
export type RunPage = { 
/**
 * The runs of this page.
 */
runs: Array<RunSummary>, 
/**
 * Where to go on; `None` when this was the last page.
 */
next: RunCursor | null, };

/**
 * What the list of runs shows of one.
 */
export type RunSummary = { 
/**
 * Ours.
 */
id: string, 
/**
 * Where it ran.
 */
environment: EnvironmentId, 
/**
 * What the environment was called then.
 */
environmentName: string, 
/**
 * Which journey.
 */
journey: string, 
/**
 * For whom.
 */
account: AccountId | null, 
/**
 * As which kind of device.
 */
platform: PlatformId | null, 
/**
 * When it began.
 */
startedAt: string, 
/**
 * When it ended, was stopped or failed.
 */
endedAt: string, 
/**
 * How it ended, in the words of the journey.
 */
verdict: string, 
/**
 * The outcome in one sentence.
 */
headline: string, 
/**
 * Requests that were sent.
 */
exchanges: number, 
/**
 * Findings that are warnings.
 */
warnings: number, 
/**
 * Findings that are errors.
 */
errors: number, };

/**
 * A whole number of seconds, from one to a year's.
 */
export type Seconds = number;

/**
 * A secret as text: an operator secret, a password, a refresh token.
 *
 * The memory of the text, spare capacity included, is overwritten on drop. There is no `Serialize` and no `Display`,
 * and `Debug` prints `[redacted]`.
 */
export type Secret = string;

/**
 * How the shared secret was written down.
 */
export type SecretEncoding = "text" | "base64" | "base64url" | "hex";

/**
 * A call of a session.
 */
export type SessionCall = "set-up" | "heartbeat" | "renewal" | "tear-down";

/**
 * `sessionControl`: how many streams may play at once.
 */
export type SessionControl = { 
/**
 * Without it no session has to be set up.
 */
enabled: boolean | null, 
/**
 * Streams at once.
 */
maxSessions: number | null, };

/**
 * What is told of sessions.
 */
export type SessionEvent = { "kind": "session", 
/**
 * How the session stands now.
 */
session: SessionView, } | { "kind": "said", 
/**
 * For people.
 */
said: string, };

/**
 * One call of a session, and what came of it.
 */
export type SessionExchange = { 
/**
 * Which call.
 */
call: SessionCall, 
/**
 * How it ended.
 */
state: StepState, 
/**
 * What it came to, in a few words.
 */
note: string, 
/**
 * As it went over the wire.
 */
exchange: ExchangeView, 
/**
 * What was noticed.
 */
findings: Array<Finding>, 
/**
 * The refusal, in the platform's words.
 */
refusal: Refusal | null, 
/**
 * Why the answer cannot be read.
 */
unreadable: Unreadable | null, 
/**
 * What this program thinks of it when it did not go well.
 */
explanation: Explanation | null, };

/**
 * A session as it stands.
 */
export type SessionReport = { 
/**
 * Names this session.
 */
id: string, 
/**
 * What is played.
 */
content: ContentId, 
/**
 * The account that plays, as the content token says.
 */
account: AccountId | null, 
/**
 * The device that plays, as the content token says.
 */
device: ClientId | null, 
/**
 * How it stands.
 */
state: SessionState, 
/**
 * By which call it is kept alive.
 */
beating: SessionCall, 
/**
 * Sent with every call of the session; `null` where the environment sends none.
 */
correlationId: CorrelationId | null, 
/**
 * When SSM set it up.
 */
setUpAt: string | null, 
/**
 * Seconds between two beats, as SSM gave them; the default where it gave none.
 */
period: number | null, 
/**
 * When to beat next; `null` unless it runs.
 */
nextBeatAt: string | null, 
/**
 * When SSM stops counting it unless it beats, by this computer's clock: `exp` of the session token goes by that of SSM.
 */
endsAt: string | null, 
/**
 * Beats that SSM took.
 */
beats: number, 
/**
 * Beats since then of which no answer could be read.
 */
missed: number, 
/**
 * What the content token allows at once.
 */
limit: SessionControl | null, 
/**
 * The newest session token.
 */
sessionToken: TokenView | null, 
/**
 * The set-up, and the last calls after it.
 */
exchanges: Array<SessionExchange>, 
/**
 * Why it is refused or lost, or what is wrong at the moment.
 */
explanation: Explanation | null, };

/**
 * How a session stands.
 */
export type SessionState = "setting-up" | "running" | "refused" | "ended" | "lost";

/**
 * A session, and whose it is.
 */
export type SessionView = { 
/**
 * Where it is set up.
 */
environment: EnvironmentId, 
/**
 * The stored device that plays.
 */
device: string, 
/**
 * Whether an earlier start left it; this one tore it down, or tried to.
 */
left: boolean, 
/**
 * Whether there is a token to tear it down with.
 */
canBeTornDown: boolean, 
/**
 * As it stands. In an event its exchanges are the newest alone.
 */
report: SessionReport, };

/**
 * The window's settings. Fields that an older or newer version does not know are filled in or left out.
 */
export type Settings = { 
/**
 * Colours.
 */
theme: Theme, 
/**
 * The environment chosen last.
 */
environment: EnvironmentId | null, 
/**
 * What was chosen last in each environment.
 */
choices: { [key in EnvironmentId]: LastChoice }, 
/**
 * Share of each pane by its name, between 0 and 1.
 */
panes: { [key in string]: number }, 
/**
 * Whether the QR code is shown at once.
 */
qrCode: QrCodeShown, };

/**
 * How much a finding matters.
 */
export type Severity = "note" | "warning" | "error";

/**
 * Which of the two sign-ons.
 */
export type SignOnChoice = { "kind": "usual" } | { "kind": "firstTime", 
/**
 * The platform's own block when `null`.
 */
deviceInformation: DeviceInformation | null, } | { "kind": "nthTime", clientId: ClientId, } | { "kind": "phone" };

/**
 * What a sign-out does to the tokens of its chain. The device stays either way, as the documents say.
 */
export type SignOut = "ends-chain" | "leaves-tokens";

/**
 * What is known about a token's signature.
 */
export type Signature = "notChecked" | "good" | "bad" | "notCheckable";

/**
 * One change of the simulator.
 */
export type SimulatorChange = { "kind": "clock", change: ClockChange, } | { "kind": "account", account: AccountId, change: AccountChange, } | { "kind": "device", clientId: ClientId, state: DeviceState, } | { "kind": "content", content: ContentId, change: ContentChange, } | { "kind": "lifetimes", lifetimes: Lifetimes, } | { "kind": "choices", choices: Choices, } | { "kind": "environmentFits", fits: boolean, } | { "kind": "orderFault", order: FaultOrder, } | { "kind": "removeFault", id: number, } | { "kind": "removeAllFaults" };

/**
 * The running simulator.
 */
export type SimulatorView = { 
/**
 * Where AGS, IAS, DSRA, ADM and URL Builder answer.
 */
baseUrl: string, 
/**
 * Where SSM and the licence servers answer.
 */
sspUrl: string, 
/**
 * How its clock stands.
 */
clock: ClockView, 
/**
 * Accounts, devices, contents, registrations, streams.
 */
snapshot: Snapshot, 
/**
 * What it decides where a deployment may decide in several ways.
 */
choices: Choices, 
/**
 * Whether its environment is set to what these choices need.
 */
environmentFits: boolean, 
/**
 * How long tokens live that it issues now.
 */
lifetimes: Lifetimes, 
/**
 * Those that are ordered.
 */
faults: Array<FaultView>, 
/**
 * The requests that were asked for, oldest first.
 */
requests: Array<LoggedRequest>, 
/**
 * Tokens of it that this program holds.
 */
held: Array<HeldTokens>, };

/**
 * The state at one moment.
 */
export type Snapshot = { 
/**
 * The moment, by the simulator's clock.
 */
at: string, 
/**
 * The one tenant.
 */
tenantId: TenantId, 
/**
 * In the order of the configuration.
 */
accounts: Array<AccountView>, 
/**
 * In the order of the configuration.
 */
contents: Array<ContentView>, 
/**
 * Session tokens that could still sign on.
 */
openSessionTokens: number, 
/**
 * Registration codes that are open, the one that ends first at the head.
 */
registrations: Array<RegistrationView>, 
/**
 * Streams that run, the oldest first.
 */
streams: Array<StreamView>, };

/**
 * What makes a session token worthless.
 */
export type SpentBy = "sign-on" | "first-use";

/**
 * How far the request got.
 */
export type Stage = "prepare" | "proxy" | "dns" | "connect" | "tls" | "wait" | "body";

/**
 * What the window starts with.
 */
export type StartUp = { 
/**
 * Of the program.
 */
version: string, 
/**
 * The simulator first, then by name.
 */
environments: Array<EnvironmentEntry>, 
/**
 * Of every environment.
 */
credentials: Array<CredentialEntry>, 
/**
 * Of every environment.
 */
devices: Array<Device>, 
/**
 * The sixteen.
 */
platforms: Array<PlatformEntry>, 
/**
 * What the window remembered.
 */
settings: Settings, 
/**
 * Whether the screen can be scanned on this system.
 */
scansScreen: boolean, 
/**
 * How far the simulator's clock was moved.
 */
simulatorMovedBySeconds: number, 
/**
 * Whether another program drives the window, so that no stored secret is used.
 */
driven: boolean, 
/**
 * What a person has to be told: a database that was set aside, folders that could not be used.
 */
notices: Array<string>, };

/**
 * A run that was started.
 */
export type Started = { 
/**
 * Names the run in every command.
 */
run: string, };

/**
 * One step. Which ones a journey has, and in which order, its goal says.
 */
export type Step = "discover" | "mint-operator-jwt" | "get-session-token" | "show-qr" | "scan" | "choose-code" | "sign-on" | "choose-account" | "content-token" | "refresh" | "content-token-again" | "sign-out" | "registration-code" | "poll" | "approve" | "approve-again" | "await-approval" | "device-approval" | "device-approval-again" | "certificate" | "licence";

/**
 * What a step did.
 */
export type StepReport = { 
/**
 * Which step.
 */
step: Step, 
/**
 * How it ended.
 */
state: StepState, 
/**
 * By this computer's clock.
 */
startedAt: string, 
/**
 * Microseconds.
 */
took: number, 
/**
 * What it came to, in a few words: `signs operator JWT, exp in 5 min`.
 */
note: string, 
/**
 * The call, where there was one; the last of several.
 */
exchange: ExchangeView | null, 
/**
 * The calls before it, where a step makes several: polls. Oldest first.
 */
earlier?: Array<ExchangeView>, 
/**
 * The tokens that came out of it.
 */
tokens: Array<TokenReport>, 
/**
 * What was noticed.
 */
findings: Array<Finding>, 
/**
 * The refusal, in the platform's words. A step that is done has one where being refused is what it was for: a
 * licence server that takes the token and refuses an empty challenge.
 */
refusal: Refusal | null, 
/**
 * What a licence server judged; `null` on every other step.
 */
judged: Judged | null, 
/**
 * Why the answer cannot be read.
 */
unreadable: Unreadable | null, 
/**
 * What this program thinks of it when it did not go well.
 */
explanation: Explanation | null, 
/**
 * What was read from a foreign picture: a person looks at it before it is sent.
 */
confirm: string | null, 
/**
 * Accounts that match, or codes in the picture: a person chooses one before the next step.
 */
choices: Array<Candidate>, };

/**
 * How a step ended.
 */
export type StepState = "done" | "refused" | "not-reached" | "unreadable" | "stopped" | "cancelled";

/**
 * A past run.
 */
export type StoredRun = { 
/**
 * Its line in the list.
 */
summary: RunSummary, 
/**
 * Everything else, cut.
 */
report: unknown, };

/**
 * One stream that the session manager counts.
 */
export type StreamView = { 
/**
 * Whose limit it counts in.
 */
accountId: AccountId, 
/**
 * Which device plays.
 */
clientId: ClientId, 
/**
 * What it plays.
 */
contentId: ContentId, 
/**
 * When it was set up.
 */
started: string, 
/**
 * When it is over, unless it beats.
 */
ends: string, };

/**
 * Streams at once: the claim `sessionControl`.
 */
export type Streams = "unlimited" | { "at-most": number };

/**
 * How AGS wants the token in `Authorization`, on refresh and sign-out.
 */
export type TakenAuthorizationScheme = "either" | "bearer" | "bare";

/**
 * Answer to a tear-down.
 */
export type Teardown = "no-content" | "ok";

/**
 * The name of the header that holds the tenant. Pages differ; those of guests and of IAS v3 have the older one.
 */
export type TenantHeader = "nv-tenant-id" | "tenantId" | "both";

/**
 * The OPF tenant: header `nv-tenant-id`, claims `tenantId` and `OpfTenantId` (`nagra` in the documents).
 */
export type TenantId = string;

/**
 * The name under which the tenant has to be sent.
 */
export type TenantName = "as-documented" | "nv-tenant-id" | "tenantId";

/**
 * Colours of the window.
 */
export type Theme = "system" | "light" | "dark";

/**
 * How long to wait for the platform.
 */
export type Timeouts = { 
/**
 * For the connection, TLS included.
 */
connect: Seconds, 
/**
 * For the whole answer.
 */
answer: Seconds, };

/**
 * Parts of a call, in microseconds. A part that did not happen (a connection was there already) is missing.
 */
export type Timings = { 
/**
 * Looking up the host's name.
 */
dns: number | null, 
/**
 * TCP and TLS, without the name look-up.
 */
connect: number | null, 
/**
 * From the request's sending to the answer's head.
 */
wait: number | null, 
/**
 * Reading the body.
 */
body: number | null, 
/**
 * The whole call.
 */
total: number, };

/**
 * PEM files; a relative path starts at the environment file's folder, `~` is the home folder.
 */
export type TlsFiles = { 
/**
 * Certificates of authorities to trust besides the system's.
 */
caFile?: string, 
/**
 * The certificate by which this program names itself, with its chain.
 */
clientCertificate?: string, 
/**
 * Its private key, unencrypted. The key stays in that file.
 */
clientKey?: string, };

/**
 * A text that a person pastes to have it taken apart.
 */
export type TokenCheck = { 
/**
 * Any text.
 */
text: string, 
/**
 * A credential to check the signature with.
 */
credential: string | null, };

/**
 * How `content_token` writes the tokens in its answer.
 */
export type TokenForm = "strings" | "decoded";

/**
 * What a token is for, by its claim `typ`.
 */
export type TokenKind = { "kind": "operatorJwt" } | { "kind": "access" } | { "kind": "refresh" } | { "kind": "content" } | { "kind": "backEnd" } | { "kind": "unknown", "typ": string } | { "kind": "untyped" };

/**
 * A token that a step brought.
 */
export type TokenReport = { 
/**
 * Which one; also the handle to copy or show it.
 */
slot: TokenSlot, 
/**
 * As it is shown.
 */
view: TokenView, };

/**
 * Which token of a run.
 */
export type TokenSlot = "operator-jwt" | "session-token" | "scanned-token" | "access-token" | "refresh-token" | "content-token" | "renewed-access-token" | "renewed-refresh-token" | "dsra-token" | "sign-on-activation-token" | "approver-access-token" | "approver-refresh-token";

/**
 * A token as it is shown. Holds no signature, so it may leave the program.
 */
export type TokenView = { 
/**
 * What it is for.
 */
tokenKind: TokenKind, 
/**
 * In what form it came.
 */
form: Form, 
/**
 * The token with its signature cut; empty when the server sent claims only.
 */
cut: string, 
/**
 * Characters of the whole token.
 */
length: number, 
/**
 * Header members in the order written.
 */
header: Array<ClaimRow>, 
/**
 * Claims in the order written.
 */
claims: Array<ClaimRow>, 
/**
 * State of the signature.
 */
signature: Signature, 
/**
 * When it ends.
 */
expiresAt: string | null, 
/**
 * When its sign-on ends for good.
 */
chainEndsAt: string | null, 
/**
 * How far the clock that its times go by is ahead of this computer's, in milliseconds; left out where both agree.
 */
clockSkew?: number, 
/**
 * What a content token allows.
 */
rights: Array<ContentRight>, 
/**
 * What is to be said of it.
 */
findings: Array<Finding>, };

/**
 * A parameter with what a person typed for it, which may be a secret.
 */
export type TypedParameter = { 
/**
 * As service discovery gives it.
 */
name: string, 
/**
 * What is sent.
 */
value: Secret, };

/**
 * An answer of success that cannot be read.
 */
export type Unreadable = { 
/**
 * In what way.
 */
problem: UnreadableKind, 
/**
 * The status it came with.
 */
status: number, 
/**
 * What is wrong and where, in one sentence.
 */
headline: string, };

/**
 * In what way an answer cannot be read.
 */
export type UnreadableKind = "redirect" | "empty" | "page" | "packed" | "notText" | "notJson" | "wrongShape";

/**
 * The base URLs of the platform's components.
 */
export type Urls = { 
/**
 * Of the Authentication Gateway Service, without `/ags`.
 */
ags: BaseUrl, 
/**
 * Of the Identity Authentication Service, without `/ias`; the same as `ags` when absent.
 */
ias?: BaseUrl, 
/**
 * Of the Device `SignOn` and Registration Assistant, without `/dsra`; the same as `ags` when absent.
 */
dsra?: BaseUrl, 
/**
 * Of the Account and Device Manager, without `/adm`; the same as `ags` when absent.
 */
adm?: BaseUrl, 
/**
 * Of URL Builder, without `/urlbuilder`; the same as `ags` when absent.
 */
urlBuilder?: BaseUrl, 
/**
 * Of the Secure Session Manager, without `/ssm`. It ends with the SSP tenant, so nothing can be taken in its place.
 */
ssm?: BaseUrl, 
/**
 * Of the licence servers, without `/wvls`, `/prls` or `/fpls`; the same as `ssm` when absent. It ends with the SSP
 * tenant.
 */
licence?: BaseUrl, };

/**
 * Where a 300 answer has its user account token.
 */
export type UserTokenPlace = "each-account" | "once";

/**
 * How a run stands.
 */
export type Verdict = "running" | "paused" | "done" | "refused" | "not-reached" | "unreadable" | "stopped" | "cancelled";

/**
 * Which of several ways this deployment takes, where the documents give more than one or none.
 */
export type Ways = { 
/**
 * How user name and password sign on.
 */
password: PasswordWay, 
/**
 * How tokens are refreshed.
 */
refresh: RefreshWay, 
/**
 * The word before the token in `Authorization` of AGS.
 */
authorization: AuthorizationScheme, 
/**
 * How long before the access token ends it is refreshed by itself.
 */
refreshMargin: Seconds, 
/**
 * What `expiresAfterMillis` of a registration code counts.
 */
expiryUnit: ExpiryUnit, 
/**
 * How long to wait between two polls where DSRA does not say.
 */
pollingPeriod: Seconds, 
/**
 * Who is asked for the content token.
 */
contentToken: ContentTokenSource, 
/**
 * Where a Widevine licence is renewed.
 */
renewalPath: RenewalPath, 
/**
 * The name of the header that holds the tenant.
 */
tenantHeader: TenantHeader, 
/**
 * What service discovery gets in its header `token`.
 */
discoveryToken: DiscoveryToken, 
/**
 * Whether requests have `x-correlation-id`.
 */
correlationId: CorrelationHeader, };

/**
 * On which of the calls that an order is for. They are counted from the moment the order is given.
 */
export type When = "always" | { "nth": number } | { "every": number } | { "percent": { 
/**
 * 0 to 100.
 */
of: number, 
/**
 * Any number.
 */
seed: number, } };
