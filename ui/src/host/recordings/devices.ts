// The tokens of devices on recorded answers of the real program: refreshed, used, ended, refused. What a device has follows from
// what was done with it; one that signed on here has its tokens in memory, one from an earlier start has its refresh token kept.

import type {
  DeviceGoal,
  DeviceTokensView,
  RefreshTokenState,
  RunEvent,
  StepReport,
  TokenSlot,
  TokenView,
  Verdict,
} from "../bindings";
import type { Recorder, Recording } from "../browser";
import recorded from "./devices.json";
import { shifted } from "./shift";
import { gone, type World } from "./world";

type Tape = "refresh" | "refused" | "playback" | "noContent" | "renewed" | "signOut";
/** What the real program answered for one device, cut. */
export const tapes = recorded as unknown as Record<Tape, StepReport[]>;
const recordedClient = "41c07be21d95a3f80c6e7b11";
const margin = 300_000;

interface Held {
  /** When the tokens in memory came, milliseconds since the epoch; undefined without any. */
  since?: number | undefined;
  refreshToken: RefreshTokenState;
  automatic: boolean;
}

type Recordings = Record<string, Recording>;
interface Run {
  reports: StepReport[];
  cancelled: boolean;
}

/** `others` answer for the runs that are not known here. */
export function deviceRecordings(world: World, pace: () => number, others: Recordings): Recordings {
  // A label, so that nobody takes it for the one that signs on here.
  world.devices = [...world.devices, { ...earlier, id: "d-2", environment: "pre-production", label: "QA phone" }];
  const held = new Map<string, Held>([
    ["d-1", { refreshToken: "held", automatic: false }],
    ["d-2", { since: Date.now() - 3_660_000, refreshToken: "held", automatic: false }],
  ]);
  const runs = new Map<string, Run>();

  const deviceOf = (id: unknown) => {
    const device = world.devices.find((one) => one.id === id);
    if (!device) throw gone("The device");
    const tokens = held.get(device.id) ?? { since: Date.parse(device.lastSignedOnAt), refreshToken: "held", automatic: false };
    held.set(device.id, tokens);
    return { device, tokens };
  };

  function view(id: unknown): DeviceTokensView {
    const { device, tokens } = deviceOf(id);
    const { since, refreshToken, automatic } = tokens;
    const token = (slot: TokenSlot): TokenView | null => {
      const report = tapes.refresh.find((one) => one.step === "refresh");
      const found = report?.tokens.find((one) => one.slot === slot);
      return since !== undefined && report && found
        ? named(shifted(found.view, report.startedAt, since), device.clientId)
        : null;
    };
    const access = token("access-token");
    const due = access?.expiresAt && automatic ? new Date(Date.parse(access.expiresAt) - margin).toISOString() : null;
    const issuedAt = since === undefined ? null : new Date(since).toISOString();
    return { access, refresh: token("refresh-token"), issuedAt, refreshToken, automatic, refreshDue: due };
  }

  async function play(id: string, plan: StepReport[], { send, emit }: Recorder, run: Run) {
    const { device, tokens } = deviceOf(id);
    const tell = (event: RunEvent) => send(event);
    const about = { clientId: device.clientId, account: device.account, new: false };
    const rested = (verdict: Verdict) => {
      tell({ kind: "rested", verdict, next: null, device: about });
      emit("run-kept", null);
    };
    for (const [at, report] of plan.entries()) {
      tell({ kind: "stepStarted", step: report.step });
      await new Promise((done) => setTimeout(done, pace()));
      const ended: StepReport = run.cancelled
        ? { ...report, state: "cancelled", note: "ended by you", exchange: null, tokens: [], explanation: null, refusal: null }
        : report;
      const told = named(shifted(ended, ended.startedAt, Date.now()), device.clientId);
      run.reports.push(told);
      tell({ kind: "stepEnded", report: told });
      if (run.cancelled) return rested("cancelled");
      if (report.state === "done" && report.step === "refresh") Object.assign(tokens, { since: Date.now(), refreshToken: "held" });
      if (report.state === "done" && report.step === "sign-out") {
        held.set(id, { refreshToken: "none", automatic: false });
      }
      const last = at === plan.length - 1;
      if (last) return rested(report.state === "done" ? "done" : "refused");
    }
  }

  return {
    device_tokens: ({ id }) => view(id),
    refresh_by_itself: ({ id, automatic }) => {
      deviceOf(id).tokens.automatic = automatic === true;
      return view(id);
    },
    copy_device_token: () => null,
    start_device_journey(args, recorder) {
      const id = String(args["id"]);
      const goal = args["goal"] as DeviceGoal;
      const { device, tokens } = deviceOf(id);
      if (tokens.refreshToken === "none" && tokens.since === undefined) throw signedOut();
      const refused = device.environment === "pre-production";
      const run: Run = { reports: [], cancelled: false };
      const name = crypto.randomUUID();
      runs.set(name, run);
      world.runs.set(name, id);
      void play(id, reportsFor(goal, tokens, args["content"], refused), recorder, run);
      return { run: name };
    },
    cancel_journey: (args, recorder) => {
      const found = runs.get(String(args["run"]));
      if (!found) return others["cancel_journey"]?.(args, recorder);
      found.cancelled = true;
      return null;
    },
    reveal_token: (args, recorder) => {
      const found = runs.get(String(args["run"]));
      if (!found) return others["reveal_token"]?.(args, recorder);
      const token = found.reports.flatMap(({ tokens }) => tokens).find(({ slot }) => slot === args["slot"]);
      return token?.view.cut.replace(/…sig:/, "q3Zx0LrY8m1vK5tPcW7dNfBhJ2sRgUe4aQ9oXiTkMzY") ?? "";
    },
  };
}

const earlier = {
  account: "ACC-1",
  platform: "mobile-android",
  clientId: "5be7d0c6a1f94e0d83b2c977",
  journey: "password-sign-on",
  firstSignedOnAt: "2026-11-19T08:01:10Z",
  lastSignedOnAt: "2026-11-20T11:32:51Z",
};

function reportsFor(goal: DeviceGoal, tokens: Held, content: unknown, refused: boolean): StepReport[] {
  if (refused && goal !== "playback") return tapes.refused;
  // What a refused access token does before it is renewed, and then the refusal of that.
  if (refused) return [...tapes.renewed.slice(0, 1), ...tapes.refused];
  if (goal === "refresh") return tapes.refresh;
  const { since } = tokens;
  const fresh = since === undefined ? tapes.refresh : [];
  if (goal === "signOut") return [...fresh, ...tapes.signOut.filter(({ step }) => since !== undefined || step === "sign-out")];
  if (content === "CH000") return tapes.renewed;
  return [...fresh, ...(content === "CH015" ? tapes.playback : tapes.noContent)];
}

/** As the real program answered, of another device. */
function named<Value>(recording: Value, clientId: string): Value {
  return JSON.parse(JSON.stringify(recording).replaceAll(recordedClient, clientId)) as Value;
}

function signedOut() {
  const headline = "The device has no refresh token: it signed out, or the token cannot be reached in the keychain.";
  return { kind: "gone", headline, detail: "", remedy: "Sign the device on again.", problems: [] };
}
