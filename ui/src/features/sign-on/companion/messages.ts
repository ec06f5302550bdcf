// The words of a companion sign-on: who approves, what the television shows, what the phone does.

export const text = {
  explain: (platform: string) => `Tessera shows a code as the television (${platform}); a device that is signed on approves it.`,
  approves: "Approves",
  by: { device: "a device here", phone: "a real phone" },
  device: "Device that approves",
  detail: (account: string, clientId: string) => `${account}, ${clientId.slice(0, 8)}`,
  samePlatform: "Of the same platform as the television",
  realPhone: "The code is polled for until a real phone approves it, or until it expires.",
  account: { known: (account: string) => account, unknown: "the account of the phone" },
  none: {
    title: "No device can approve here yet",
    body: "It takes another device that is signed on in this environment, of another platform than the television.",
    simulated: "Sign a phone on",
    signing: "Signing a phone on",
    real: "Sign one on with a QR code",
  },
  asking: "Looking for devices that can approve",
  askAgain: "Look again",
  blocked: {
    approver: "Choose a device that approves, or a real phone.",
    asking: "The program looks for devices that can approve.",
  },
  television: {
    label: "Television",
    empty: "Here Tessera, as the television, shows the registration code.",
    title: "Enter this code on your phone",
    alt: (version: number) => `QR code with the registration code, version ${version}`,
    countdown: "Registration code",
    expired: "The registration code has expired.",
    enlarge: "Enlarge the code",
    period: (span: string) => `DSRA is asked every ${span}`,
    waiting: (times: number) => (times === 0 ? "not polled yet" : `polled ${often(times)}, not approved yet`),
    approved: (times: number) => `approved, polled ${often(times)}`,
    done: "Signed on.",
    copy: "Copy the code",
  },
  phone: {
    label: "Phone",
    idle: "Waits for a code.",
    asks: (code: string) => `Approve the device with the code ${code}?`,
    approve: "Approve",
    soon: "Tessera approves it after the first poll.",
    approving: "Approving",
    approved: "Approved.",
    refused: "Not approved.",
    real: (code: string) => `Enter ${code} in the app of a device that is signed on.`,
    realIdle: "A real phone, beside this computer.",
  },
} as const;

function often(times: number): string {
  return ["never", "once", "twice"][times] ?? `${times} times`;
}
