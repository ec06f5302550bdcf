// What the recorded program has: environments, credentials, devices. Made up, but of the shapes that the real one answers;
// it changes as the window changes it, and is new with every page.

import type {
  CredentialEntry,
  Device,
  Environment,
  EnvironmentEntry,
  JourneyInput,
  KeptPasswordEntry,
  KeychainView,
  PlatformEntry,
  Road,
  Settings,
  Verdict,
} from "../bindings";
import platforms from "./platforms.json";

const common: Environment = {
  name: "Simulator",
  tenant: "nagra",
  allowHttp: true,
  playoutDeviceClass: "mobileDevice",
  defaultAccount: "ACC-1",
  defaultPlatform: "stb-opentv-os",
  defaultContent: "CH015",
  urls: { ags: "http://127.0.0.1:41873" },
  headers: {},
  timeouts: { connect: 5, answer: 30 },
  tls: {},
  qr: { template: "{sessionToken}", errorCorrection: "M", sessionTokenLifetime: 300 },
  operatorJwt: { lifetime: 300, claims: {} },
  names: {
    operatorJwtParameter: "OperatorAuthToken",
    sessionTokenParameter: "sessionToken",
    userNameParameter: "username",
    passwordParameter: "password",
    accountParameter: "accountId",
  },
  ways: {
    password: "ags",
    refresh: "ags",
    authorization: "bearer",
    refreshMargin: 300,
    expiryUnit: "milliseconds",
    pollingPeriod: 5,
    contentToken: "ias",
    renewalPath: "root",
    tenantHeader: "nv-tenant-id",
    discoveryToken: "none",
    correlationId: "uuid",
  },
};

const readable = (id: string, part: Partial<Environment>): EnvironmentEntry => ({
  id,
  state: { kind: "readable", environment: { ...common, ...part }, unknownKeys: [], revision: id === "simulator" ? null : `${id}-1` },
  path: id === "simulator" ? null : `/home/anna/.config/tessera/environments/${id}.toml`,
  simulated: id === "simulator",
  acceptsInvalidCertificate: false,
});

const credential = (id: string, environment: string, part: Partial<CredentialEntry>): CredentialEntry => ({
  id,
  environment,
  label: null,
  kid: "fc081402-8fa2-411a-9519-2a9282fce45e",
  encoding: "base64",
  length: 32,
  fingerprint: "b1c04b",
  origins: [],
  withheldFrom: [],
  owner: "person",
  ...part,
});

/** Who has another password than the one that is kept. */
export const stale = "erin";

export const keptPassword = (userName: string, part: Partial<KeptPasswordEntry> = {}): KeptPasswordEntry => ({
  userName,
  password: true,
  parameters: [],
  kept: "inKeychain",
  withheldFrom: [],
  ...part,
});

export class World {
  environments: EnvironmentEntry[] = [
    readable("simulator", { urls: { ...common.urls, ssm: "http://127.0.0.1:41874/ssp" } }),
    readable("lab", { name: "Lab", urls: { ags: "http://127.0.0.1:9" } }),
    readable("pre-production", { name: "Pre-production", urls: { ags: "https://ags.pre.example:8443" }, allowHttp: false }),
    {
      ...readable("staging", {
        name: "Staging",
        urls: { ags: "https://ags.staging.example" },
        ways: { ...common.ways, password: "ias-v3" },
      }),
      acceptsInvalidCertificate: true,
    },
    {
      id: "old",
      state: {
        kind: "damaged",
        problems: [{ key: "tenant", line: 4, column: 10, what: "is missing", remedy: "Add the tenant." }],
      },
      path: "/home/anna/.config/tessera/environments/old.toml",
      simulated: false,
      acceptsInvalidCertificate: false,
    },
  ];

  credentials: CredentialEntry[] = [
    credential("c-sim", "simulator", { owner: "simulator", origins: ["http://127.0.0.1:41873"] }),
    credential("c-lab", "lab", { label: "Lab", origins: ["http://127.0.0.1:9"] }),
    credential("c-pre", "pre-production", {
      kid: "dcda1d6a-13f2-492e-8b4d-f31069a845d8",
      encoding: "text",
      length: 44,
      fingerprint: "2844fb",
      origins: ["https://ags.pre.example:8443"],
    }),
    credential("c-sta", "staging", { label: "Staging", origins: [], withheldFrom: ["https://ags.staging.example"] }),
  ];

  devices: Device[] = [
    {
      id: "d-1",
      environment: "simulator",
      account: "ACC-2",
      platform: "iphone",
      clientId: "41c07be21d95a3f80c6e7b11",
      journey: "qr-sign-on",
      firstSignedOnAt: "2026-11-20T09:12:44Z",
      lastSignedOnAt: "2026-11-21T16:40:02Z",
      label: null,
    },
  ];

  /** By environment. */
  passwords: Record<string, KeptPasswordEntry[]> = {
    "pre-production": [keptPassword("dave", { parameters: ["Pin"] }), keptPassword(stale)],
    staging: [keptPassword("dave", { withheldFrom: ["https://ags.staging.example"] })],
  };

  readonly platforms = platforms as PlatformEntry[];

  settings: Settings = { theme: "system", environment: null, choices: {}, panes: {}, qrCode: "atOnce" };

  keychain: KeychainView = {
    state: { kind: "ready", provider: "GNOME Keyring" },
    keeping: "inKeychain",
    said: null,
    remedy: null,
  };

  /** The device of each journey with the tokens of one. */
  readonly runs = new Map<string, string>();

  /** The page for a phone waits for the end of the run that it confirmed. */
  phoneIsTold: ((verdict: Verdict) => void) | undefined;

  entry(id: string): EnvironmentEntry {
    const entry = this.environments.find((one) => one.id === id);
    if (!entry) throw gone("The environment");
    return entry;
  }

  environmentOf(id: string): Environment {
    const { state } = this.entry(id);
    if (state.kind === "damaged") throw gone("The environment");
    return state.environment;
  }

  /** The device of an installation, whoever signed it on. */
  installed({ environment, platform }: JourneyInput): Device | undefined {
    return this.devices.find((one) => one.environment === environment && one.platform === platform);
  }

  /** The device that a usual sign-on goes on with. */
  own(input: JourneyInput): Device | undefined {
    const { road } = input;
    const belongs: Record<Road["kind"], (device: Device) => boolean> = {
      qrSignOn: ({ account }) => road.kind === "qrSignOn" && account === road.account,
      passwordSignOn: () => true,
      guestSignOn: () => false,
      companionSignOn: ({ account }) =>
        road.kind === "companionSignOn" && account === this.devices.find(({ id }) => id === road.approver)?.account,
    };
    return [this.installed(input)].find((device) => device && belongs[road.kind](device));
  }

  credential(id: string): CredentialEntry {
    const entry = this.credentials.find((one) => one.id === id);
    if (!entry) throw gone("The credential");
    return entry;
  }
}

export function gone(what: string) {
  return { kind: "gone", headline: `${what} is not there any more.`, detail: "", remedy: "Choose another.", problems: [] };
}
