// The words of the playback sessions of a device.

import type { BeatingInput, SessionCall, SessionState } from "../../../host/bindings";

const counted = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

export const text = {
  title: "Playback sessions",
  running: (running: number, most: number | null) => (most === null ? `${running} running` : `${running} running, ${most} allowed at once`),
  none: (content: string) =>
    `None yet. “Set up a session” gets a content token${content ? ` for ${content}` : ""}, and SSM counts a stream: it beats by itself until you tear it down.`,
  limit: (most: number) =>
    `The content token allows ${counted(most, "session", "sessions")} at once (sessionControl.maxSessions). One more shows how SSM refuses it: 1007.`,
  noLimit: "The content token does not say how many sessions are allowed at once (it has no sessionControl.maxSessions).",
  notCounted: "The content token says sessionControlEnabled: false: nothing has to be set up, and SSM may refuse to (1008).",
  read: "Done reading",
  setUp: "Set up a session",
  setUpMore: "Set up one more",
  settingUp: "Setting up",
  tearDown: "Tear down",
  tearDownThis: (name: string) => `Tear down ${name}`,
  tearDownAll: "Tear down all",
  name: (number: number) => `session ${number}`,
  calls: (name: string) => `Calls of ${name}`,
  untilBeat: (name: string) => `Until the next beat of ${name}`,
  states: {
    "setting-up": "setting up",
    running: "running",
    refused: "refused",
    ended: "torn down",
    lost: "lost",
  } satisfies Record<SessionState, string>,
  callNames: {
    "set-up": "setup",
    heartbeat: "heartbeat",
    renewal: "licence renewal",
    "tear-down": "teardown",
  } satisfies Record<SessionCall, string>,
  beating: "Next sessions beat by",
  by: { heartbeat: "heartbeat", renewal: "licence renewal" } satisfies Record<BeatingInput["kind"], string>,
  challengeHint: "Each beat sends the challenge of a Widevine device to SSM, and brings a licence.",
  ownChallengeHint: "Each beat sends a challenge to SSM, and brings a licence. Without a file it is the simulator’s own.",
  beats: (beats: number, by: SessionCall) =>
    by === "renewal" ? counted(beats, "licence renewal", "licence renewals") : counted(beats, "heartbeat", "heartbeats"),
  last: (at: string) => `last ${at}`,
  next: (left: string) => `next in ${left}`,
  nextNow: "next now",
  every: (period: string) => `every ${period}`,
  missed: (missed: number) => `${missed} missed`,
  left: "left by an earlier start",
  sessionToken: "Session token",
  callTabs: "Details of the call",
  status: (running: number) => counted(running, "playback session beats", "playback sessions beat"),
  blocked: {
    noSsm: "Its environment has no address of SSM: enter it under Environments.",
    busy: "One is being set up.",
    challenge: "Choose a file with a challenge, or beat by heartbeat.",
    over: "SSM does not count it any more.",
    notSetUp: "It is not set up yet.",
    noSession: "No session runs.",
    left: "It is not tried twice: SSM ends it when its beat is missed.",
  },
  palette: {
    setUp: (name: string) => `Set up a playback session as ${name}`,
    tearDown: (session: string, name: string) => `Tear down ${session} of ${name}`,
    tearDownAll: (name: string) => `Tear down all playback sessions of ${name}`,
    theSession: "the playback session",
  },
} as const;
