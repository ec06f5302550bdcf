// Environments, credentials, devices and settings of the recorded program, changed as the window asks.

import type { CredentialEntry, CredentialInput, Environment, EnvironmentEntry } from "../bindings";
import type { Recording } from "../browser";
import type { World } from "./world";

export function recordRecordings(world: World): Record<string, Recording> {
  const put = (entry: EnvironmentEntry) => {
    const others = world.environments.filter((one) => one.id !== entry.id);
    const [simulator, ...rest] = [...others, entry];
    world.environments = [...(simulator ? [simulator] : []), ...rest.sort((a, b) => (a.id ?? "").localeCompare(b.id ?? ""))];
    return entry;
  };
  const putCredential = (entry: CredentialEntry) => {
    world.credentials = [...world.credentials.filter((one) => one.id !== entry.id), entry];
    return entry;
  };
  const entryOf = (id: string, environment: Environment): EnvironmentEntry => ({
    id,
    state: { kind: "readable", environment, unknownKeys: [], revision: crypto.randomUUID() },
    path: `/home/anna/.config/tessera/environments/${id}.toml`,
    simulated: false,
    acceptsInvalidCertificate: false,
  });
  return {
    start_up: () => ({
      version: "0.1.0",
      environments: world.environments,
      credentials: world.credentials,
      devices: world.devices,
      platforms: world.platforms,
      settings: world.settings,
      scansScreen: true,
      simulatorMovedBySeconds: 0,
      driven: false,
      notices: [],
    }),
    list_environments: () => world.environments,
    create_environment: (args) => {
      const environment = args["environment"] as Environment;
      return put(entryOf(environment.name.toLowerCase().replace(/[^a-z0-9]+/g, "-"), environment));
    },
    save_environment: (args) => put(entryOf(String(args["id"]), args["environment"] as Environment)),
    delete_environment: (args) => {
      world.environments = world.environments.filter((entry) => entry.id !== args["id"]);
      world.devices = world.devices.filter((device) => device.environment !== args["id"]);
      return null;
    },
    accept_invalid_certificate: (args) =>
      put({ ...world.entry(String(args["id"])), acceptsInvalidCertificate: args["accept"] === true }),
    choose_pem_file: () => "lab-ca.pem",
    list_credentials: () => world.credentials,
    add_credential: (args) => {
      const { secret, ...input } = args["input"] as CredentialInput;
      const length = secret?.length ?? 0;
      const id = crypto.randomUUID();
      return putCredential({ ...input, id, length, fingerprint: "3fa9c1", origins: [], withheldFrom: [], owner: "person" });
    },
    change_credential: (args) => {
      const { secret, ...input } = args["input"] as CredentialInput;
      const entry = world.credential(String(args["id"]));
      const length = secret?.length ?? (input.encoding === "base64" ? 32 : 44);
      return putCredential({ ...entry, ...input, length });
    },
    remove_credential: (args) => {
      world.credentials = world.credentials.filter((entry) => entry.id !== args["id"]);
      return null;
    },
    allow_hosts: (args) => {
      const entry = world.credential(String(args["id"]));
      return putCredential({ ...entry, origins: [...entry.origins, ...entry.withheldFrom], withheldFrom: [] });
    },
    list_passwords: (args) => world.passwords[String(args["environment"])] ?? [],
    remove_password: (args) => {
      const of = String(args["environment"]);
      world.passwords[of] = (world.passwords[of] ?? []).filter((entry) => entry.userName !== args["userName"]);
      return null;
    },
    keychain_state: () => world.keychain,
    keep_for_this_session: () => (world.keychain = { ...world.keychain, keeping: "thisSessionOnly" }),
    keep_in_keychain: () => (world.keychain = { ...world.keychain, keeping: "inKeychain" }),
    list_devices: () => world.devices,
    forget_device: (args) => {
      world.devices = world.devices.filter((device) => device.id !== args["id"]);
      return null;
    },
    rename_device: (args) => {
      const label = args["label"] as string | null;
      world.devices = world.devices.map((device) => (device.id === args["id"] ? { ...device, label } : device));
      return world.devices.find((device) => device.id === args["id"]);
    },
    save_settings: () => null,
  };
}
