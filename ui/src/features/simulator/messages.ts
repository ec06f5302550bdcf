// The words of the section Simulator.

import type { AccountState, DeviceState } from "../../host/bindings";

export const text = {
  label: "Simulator",
  simulated: "simulated",
  splitters: { first: "Width of the contents", second: "Size of the accounts" },
  notice: {
    title: "Everything here is simulated",
    body: "It answers as the platform does, on this machine alone. What works here says nothing of a real platform.",
  },
  facts: {
    label: "The simulator",
    baseUrl: "base URL",
    tenant: "tenant",
    clock: "its clock",
    openTokens: "open session tokens",
    openTokensNote: "could still sign on",
  },
  accounts: "Accounts",
  noAccounts: "No accounts",
  devicesOf: (used: number, most: number) => `${used} of ${most} devices`,
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
  lastSignOn: (when: string) => `signed on ${when}`,
  copyClientId: (id: string) => `Copy client_id ${id}`,
  contents: "Contents",
  window: (start: string, end: string) => `${start} to ${end}`,
  log: "Requests",
  logNote: (count: number) => (count === 1 ? "1 request, newest first" : `${count} requests, newest first`),
  logColumns: { time: "Time", request: "Request", status: "Status", took: "Took" },
  noRequests: {
    title: "No requests yet",
    body: "Each request that the simulator gets is listed here, with its own reason when it refuses one. The caller is not told that reason.",
    action: "Go to Sign-on",
  },
  correlation: (id: string) => `correlation ${id}`,
  why: (reason: string) => `why: ${reason}`,
  starting: "Asking the simulator",
  readAgain: "Ask again",
  reset: "Reset…",
  resetAction: "Reset the simulator…",
  resetting: {
    title: "Reset the simulator?",
    verb: "Reset",
    body: "It becomes as it was at the first start. Its devices, session tokens and log of requests are gone, and the devices of the Simulator are forgotten in the list of devices.",
    done: "The simulator is as at the first start",
  },
} as const;
