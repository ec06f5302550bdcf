// The simulator's own state, changed as the window asks. An address like `/?simulator=empty`, `full` or `silent` shows it
// before its first request, with as much as it keeps, or not answering.

import type {
  AccountChange,
  AccountView,
  ContentView,
  DeviceView,
  FaultTargets,
  LoggedRequest,
  SimulatorChange,
  SimulatorView,
  StepReport,
} from "../bindings";
import type { Recording } from "../browser";
import recorded from "./runs.json";
import { gone } from "./world";

const done = recorded.done as unknown as StepReport[];
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const ahead = (seconds: number) => ago(-seconds);

export function simulatorRecordings(): Record<string, Recording> {
  const kind = new URLSearchParams(location.search).get("simulator");
  let simulator = started(kind);
  let fault = 0;

  function answer(after: unknown): SimulatorView {
    if (kind === "silent") throw gone("The simulator");
    const { movedBySeconds } = simulator.clock;
    const now = ahead(movedBySeconds);
    const requests = simulator.requests.filter(({ number }) => number > Number(after));
    return { ...simulator, clock: { now, movedBySeconds }, snapshot: { ...simulator.snapshot, at: now }, requests };
  }

  function moved(change: Extract<SimulatorChange, { kind: "clock" }>["change"]): number {
    if (change === "takeBack") return 0;
    if ("advanceSeconds" in change) return simulator.clock.movedBySeconds + change.advanceSeconds;
    return Math.round((Date.parse(change.setTo) - Date.now()) / 1000);
  }

  function accounts(of: (account: AccountView) => AccountView): void {
    const { snapshot } = simulator;
    simulator = { ...simulator, snapshot: { ...snapshot, accounts: snapshot.accounts.map(of) } };
  }

  function make(change: SimulatorChange): void {
    switch (change.kind) {
      case "clock":
        simulator = { ...simulator, clock: { now: "", movedBySeconds: moved(change.change) } };
        return;
      case "account":
        return accounts((one) => (one.accountId === change.account ? withChange(one, change.change) : one));
      case "content": {
        const { snapshot } = simulator;
        const changed = (one: ContentView) => (one.contentId === change.content ? { ...one, ...change.change } : one);
        const { start, end } = change.change;
        if (start !== undefined && end !== undefined && start >= end) throw impossible(`the window would end at ${end}, which is not after its begin at ${start}`);
        simulator = { ...simulator, snapshot: { ...snapshot, contents: snapshot.contents.map(changed) } };
        return;
      }
      case "lifetimes": {
        const { "access-token": access, "sign-on": signOn } = change.lifetimes;
        if (access > signOn) throw impossible(`an access token of ${access} seconds would outlive its sign-on, which ends after ${signOn} seconds (fixed_exp)`);
        simulator = { ...simulator, lifetimes: change.lifetimes };
        return;
      }
      case "device": {
        const counts = change.state === "approved" || change.state === "not-approved";
        const device = (one: DeviceView) => (one.clientId === change.clientId ? { ...one, state: change.state, counts } : one);
        return accounts((one) => ({ ...one, devices: one.devices.map(device) }));
      }
      case "environmentFits":
        simulator = { ...simulator, environmentFits: change.fits };
        return;
      case "choices":
        simulator = { ...simulator, choices: change.choices };
        return;
      case "orderFault":
        simulator = { ...simulator, faults: [...simulator.faults, { id: (fault += 1), order: change.order, calls: 0, struck: 0 }] };
        return;
      case "removeFault":
        simulator = { ...simulator, faults: simulator.faults.filter(({ id }) => id !== change.id) };
        return;
      case "removeAllFaults":
        simulator = { ...simulator, faults: [] };
    }
  }

  return {
    simulator_state: ({ after }) => answer(after),
    change_simulator: ({ change, after }) => {
      make(change as SimulatorChange);
      return answer(after);
    },
    fault_targets: () => targets,
    reset_simulator: () => {
      simulator = { ...started("empty"), requests: simulator.requests, clock: simulator.clock };
      return answer(0);
    },
  };
}

const targets: FaultTargets = {
  calls: [
    { call: "service-discovery", method: "GET", path: "/ags/servicediscovery", family: "sign-in" },
    { call: "get-session-token", method: "POST", path: "/ags/getSessionToken", family: "sign-in" },
    { call: "sign-on-with-session-token", method: "POST", path: "/ags/signOnWithSessionToken", family: "sign-in" },
    { call: "ags-refresh", method: "POST", path: "/ags/refresh", family: "sign-in" },
    { call: "content-token", method: "POST", path: "/ias/v2/content_token", family: "sign-in" },
    { call: "session-setup", method: "POST", path: "/ssm/v1/sessions/setup", family: "ssm" },
  ],
  codes: [
    { family: "sign-in", code: "20001", meaning: "The account is cancelled." },
    { family: "sign-in", code: "20004", meaning: "The device is disabled." },
    { family: "sign-in", code: "20007", meaning: "The account has as many devices as it may." },
    { family: "ssm", code: "1007", meaning: "The account plays as many streams as it may." },
  ],
};

function impossible(why: string) {
  const headline = `The simulator stays as it was: ${why}.`;
  return { kind: "simulator", headline, detail: "", remedy: "Choose another value.", problems: [] };
}

function withChange(account: AccountView, { streams, ...change }: AccountChange): AccountView {
  const changed = { ...account, ...change };
  if (streams === undefined) return changed;
  return { ...changed, maxStreams: streams === "unlimited" ? null : streams["at-most"] };
}

function device(clientId: string, part: Partial<DeviceView> = {}): DeviceView {
  const said = { hardwareType: "STB", model: "Simulated", osType: "OpenTV OS" };
  return { clientId, state: "approved", counts: true, ...said, created: ago(90_000), lastSignOn: ago(300), ...part };
}

function account(accountId: string, name: string, part: Partial<AccountView> = {}): AccountView {
  return { accountId, name, state: "active", network: "ordinary", user: accountId, maxStreams: 3, maxDevices: 5, devices: [], ...part };
}

function content(contentId: string, title: string, part: Partial<ContentView> = {}): ContentView {
  const window = { start: "2020-01-01T00:00:00Z", end: "2100-01-01T00:00:00Z" };
  return { contentId, title, ...window, profile: "HD", duration: 86_400, storable: false, entitled: "everybody", ...part };
}

function started(kind: string | null): SimulatorView {
  const empty = kind === "empty";
  const first = [
    device("6ffda2a5defec1aaee5e1537"),
    device("5be7d0c6a91f4e0d8c3b2a17", { hardwareType: "Mobile", model: "iPhone", osType: "iOS", state: "not-approved" }),
    device("0c9a7be1f2d34455b6c7d8e9", { state: "deleted", counts: false, lastSignOn: ago(80_000) }),
  ];
  return {
    baseUrl: "http://127.0.0.1:41873",
    sspUrl: "http://127.0.0.1:41873/SIM00001",
    clock: { now: ago(0), movedBySeconds: 0 },
    snapshot: {
      at: ago(0),
      tenantId: "nagra",
      accounts: [
        account("ACC-1", "First household", { devices: empty ? [] : first }),
        account("ACC-3", "Household with one device at most", { maxDevices: 1 }),
        account("ACC-4", "Suspended household", { state: "suspended" }),
        account("ACC-6", "Dave at home", { user: "dave" }),
        account("ACC-8", "Household behind a VPN", { network: "vpn" }),
        account("GUEST", "Guests", { maxDevices: 0xffff_ffff }),
      ],
      contents: [
        content("CH015", "Channel in HD"),
        content("VOD-100", "Film in UHD", { profile: "UHD", storable: true }),
        content("VOD-200", "Film whose window has ended", { end: "2021-01-01T00:00:00Z" }),
        content("VOD-400", "Film that nobody has bought", { entitled: "nobody" }),
      ],
      openSessionTokens: 0,
      registrations: empty
        ? []
        : [
            { code: "BCDF2345", approvedFor: null, ends: ahead(400) },
            { code: "XYZW6789", approvedFor: "ACC-1", ends: ahead(520) },
          ],
      streams: empty
        ? []
        : [{ accountId: "ACC-1", clientId: first[0]?.clientId ?? "", contentId: "CH015", started: ago(60), ends: ahead(35) }],
    },
    choices: {
      "unknown-auth-service": 400,
      "unknown-client-id": 404,
      "foreign-client-id": "unauthorized",
      "bad-access-token": "unauthorized",
      "session-token-spent-by": "sign-on",
      "device-approval": "off",
      "token-form": "strings",
      "renewed-tokens": "not-sent",
      "refresh-rotation": "kept",
      "sign-out": "ends-chain",
      "authorization-scheme": "either",
      "poll-success": "accepted",
      "registration-expiry": "milliseconds",
      "bad-session-token": 401,
      "tenant-header": "as-documented",
      "discovery-token": "none",
      "operator-jwt-place": "parameter",
      "operator-jwt-replay": "allowed",
      "user-account-token": "each-account",
      "early-poll": "answered",
      "correlation-id-form": "any",
      teardown: "no-content",
      "heartbeat-spelling": "heartBeat",
      "access-token-time": "seconds",
      "licence-form": "list",
      "content-token-replay": "refused",
      "correlation-id": "echoed",
    },
    environmentFits: true,
    lifetimes: {
      "session-token": 300,
      "user-account-token": 300,
      "access-token": 3600,
      "refresh-token": 172_800,
      "sign-on": 2_592_000,
      "content-token": 86_400,
      "registration-code": 600,
      "sign-on-activation-token": 300,
    },
    faults: [],
    requests: empty ? [] : log(kind === "full" ? 25 : 1),
    held: empty ? [] : [{ clientId: first[0]?.clientId ?? "", accessEnds: ahead(1800), refreshEnds: ahead(172_000) }],
  };
}

/** The sign-on, so many times, and one that was refused. */
function log(times: number): LoggedRequest[] {
  const exchanges = Array.from({ length: times }, () => done.flatMap(({ exchange }) => exchange ?? [])).flat();
  const entries = exchanges.map(({ request, answer, startedAt, correlationId, timings }): Omit<LoggedRequest, "number"> => {
    const path = request.url.replace(/^https?:\/\/[^/]+/, "").replace(/=[^&]*/g, "=…");
    const call = targets.calls.find((one) => path.startsWith(one.path))?.call ?? null;
    const status = answer?.status ?? 0;
    return { at: startedAt, method: request.method, path, call, status, correlationId, microseconds: timings.total, why: null };
  });
  const refused: Omit<LoggedRequest, "number"> = {
    at: ago(5),
    method: "POST",
    path: "/ags/signOnWithSessionToken",
    call: "sign-on-with-session-token",
    status: 403,
    correlationId: "5f0e2a3c-1b7d-4c58-9f4e-0a1b2c3d4e5f",
    microseconds: 412,
    why: "account “ACC-4”: its state is Suspended",
  };
  return [...entries, refused].map((entry, index) => ({ number: index + 1, ...entry }));
}
