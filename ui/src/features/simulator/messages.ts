// The words of the section Simulator. Those of faults and choices stand in files of their own.

import type { AccountState, DeviceState, Entitled, Network } from "../../host/bindings";
import type { Ending } from "./ends";

/** The most devices of an account that may have any number. */
export const noLimit = 0xffff_ffff;

const some = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

function sentence(parts: readonly string[]): string {
  const words = parts.join("; ");
  return words === "" ? "" : `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}

export const text = {
  label: "Simulator",
  splitters: { first: "Width of clock and faults", second: "Size of the details" },
  notice: {
    title: "Everything here is simulated",
    body: "It answers as the platform does, on this machine alone. What works here says nothing of a real platform.",
  },
  facts: {
    label: "Where it answers",
    more: "The simulator",
    answers: "answers",
    silent: "silent",
    baseUrl: "base URL",
    sspUrl: "SSP base URL",
    tenant: "tenant",
    openTokens: "open session tokens",
    openTokensNote: "could still sign on",
  },
  kept: "Devices, their states and tokens are kept. Faults, the clock, choices and changes of accounts end with the program.",
  clock: {
    title: "Clock",
    moved: (ahead: boolean, span: string) => (ahead ? `moved ahead by ${span}` : `moved back by ${span}`),
    real: "as this machine's",
    steps: { minute: "+1 min", hour: "+1 h", day: "+1 day" },
    stepLabel: (step: string) => `Move the clock by ${step}`,
    back: "Back to real time",
    notMoved: "The clock shows this machine's time.",
    to: "To a moment",
    toHint: "UTC, such as 2026-12-24T18:00:00Z",
    set: "Set",
    noMoment: "Write a moment such as 2026-12-24T18:00:00Z.",
    nothing: "Nothing ends.",
    consequence: ({ access, refresh, codes, streams, revived }: Ending) =>
      sentence([
        ...(access > 0 ? [`the access tokens of ${some(access, "device", "devices")} end`] : []),
        ...(refresh > 0 ? [`the refresh tokens of ${some(refresh, "device", "devices")} end`] : []),
        ...(streams > 0 ? [`${some(streams, "stream ends", "streams end")}`] : []),
        ...(codes > 0 ? [`${some(codes, "registration code ends", "registration codes end")}`] : []),
        ...(revived > 0 ? [`tokens of ${some(revived, "device", "devices")} are good again`] : []),
      ]),
    said: (time: string) => `The simulator's clock shows ${time}`,
    actions: {
      minute: "Move the simulator's clock by 1 minute",
      hour: "Move the simulator's clock by 1 hour",
      day: "Move the simulator's clock by 1 day",
      back: "Set the simulator's clock back to real time",
    },
  },
  details: "Details",
  tabs: { request: "Request", accounts: "Accounts", playback: "Playback", choices: "Choices" },
  noAccounts: "No accounts",
  devicesOf: (used: number, most: number) => (most === noLimit ? `${used} devices, no limit` : `${used} of ${most} devices`),
  userOf: (user: string) => `user ${user}`,
  stateOf: (what: string) => `State of ${what}`,
  editAccount: (id: string) => `Change account ${id}`,
  accountForm: {
    title: (id: string) => `Account ${id}`,
    network: "Where its devices seem to be",
    limit: "Devices at most",
    limitHint: "Empty: no limit. Managed, disabled and deleted devices do not count.",
    badLimit: "Write a whole number from 0, or leave it empty.",
    cancel: "Cancel",
    save: "Change",
  },
  networks: {
    ordinary: "where they may be",
    vpn: "behind a VPN or proxy",
    "blocked-country": "in a blocked country",
    "filtered-country": "in a filtered country",
  } satisfies Record<Network, string>,
  networkCodes: { ordinary: undefined, vpn: "20018", "blocked-country": "20019", "filtered-country": "20066" } satisfies Record<
    Network,
    string | undefined
  >,
  accountStates: {
    active: "active",
    suspended: "suspended",
    cancelled: "cancelled",
  } satisfies Record<AccountState, string>,
  deviceStates: {
    approved: "approved",
    "not-approved": "not approved",
    disabled: "disabled",
    deleted: "deleted",
  } satisfies Record<DeviceState, string>,
  doesNotCount: "does not count in the limit",
  lastSignOn: (when: string) => `signed on ${when}`,
  copyClientId: (id: string) => `Copy client_id ${id}`,
  registrations: "Registration codes",
  noRegistrations: "No device waits for a companion app.",
  waits: "waits for approval",
  approvedFor: (account: string) => `approved for ${account}`,
  ends: (span: string) => `ends in ${span}`,
  streams: "Streams",
  noStreams: "Nothing plays.",
  plays: (content: string, account: string) => `${content} on ${account}`,
  beatsUntil: (span: string) => `over in ${span} without a beat`,
  contents: "Contents",
  window: (start: string, end: string) => `${start} to ${end}`,
  windows: { before: "not begun", open: "open", over: "over" },
  rights: (entitled: Entitled) =>
    entitled === "everybody" ? "everybody" : entitled === "nobody" ? "nobody" : `only ${entitled.only.join(", ")}`,
  storable: "may be stored",
  log: "Requests",
  logNote: (shown: number, all: number) =>
    shown === all ? `${some(all, "request", "requests")}, newest first` : `${shown} of ${all}, newest first`,
  logColumns: { time: "Time", request: "Request", status: "Status", took: "Took" },
  filter: "Filter requests",
  filterHint: "Path, status, reason, correlation id",
  refusedOnly: "Refused only",
  noneMatches: { title: "No request matches", body: "The filter hides all of them.", action: "Show all" },
  noRequests: {
    title: "No requests yet",
    body: "Each request that the simulator gets is listed here, with its own reason when it refuses one. The caller is not told that reason.",
    action: "Go to Sign-on",
  },
  noRequest: { title: "No request is chosen", body: "Choose one in the list to see what came and why it was answered so." },
  request: {
    label: "The request",
    facts: {
      number: "number",
      at: "came",
      request: "request",
      call: "call",
      noCall: "none at this path",
      status: "answered",
      why: "why",
      took: "took",
      correlation: "correlation id",
    },
    byItsClock: "by the simulator's clock",
    whyNote: "the caller is not told",
    note: "The simulator keeps no bodies and no headers. What Tessera sent itself stands in History.",
    fault: "Order a fault on this call…",
  },
  why: (reason: string) => `why: ${reason}`,
  starting: "Asking the simulator",
  readAgain: "Ask again",
  reset: "Reset…",
  resetAction: "Reset the simulator…",
  resetting: {
    title: "Reset the simulator?",
    verb: "Reset",
    body: "It becomes as it was at the first start. Its devices, tokens, streams, faults and changes are gone, and the devices of the Simulator are forgotten in the list of devices. Clock and log stay.",
    done: "The simulator is as at the first start",
  },
} as const;
