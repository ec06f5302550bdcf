// The sign-on on recorded answers of the real program: which recording is played follows from what was asked.

import type { JourneyInput, Mode, PictureSource, RunEvent, Step, StepReport, StepState, Verdict } from "../bindings";
import type { Recorder, Recording } from "../browser";
import code from "./code.svg?raw";
import recorded from "./runs.json";
import { shifted } from "./shift";
import { gone, type World } from "./world";

type Tape = "done" | "nth" | "otherTenant" | "wrongEncoding" | "noContent" | "notReached" | "page" | "foreign" | "noCode";
/** What the real program answered, cut. */
export const tapes = recorded as unknown as Record<Tape, StepReport[]> & { base: string };

const steps: Step[] = tapes.done.map((report) => report.step);
const realHeadEnd: Step[] = ["discover", "scan", "sign-on", "content-token"];
const expiry = 300_000;

interface Run {
  input: JourneyInput;
  picture: PictureSource | null;
  reports: StepReport[];
  left: Step[];
  codeUntil: number | undefined;
  cancelled: boolean;
}

export function journeyRecordings(world: World, pace: () => number): Record<string, Recording> {
  const runs = new Map<string, Run>();
  const find = (id: unknown): Run => {
    const run = runs.get(String(id));
    if (!run) throw gone("The run");
    return run;
  };

  function begin(run: Run, mode: Mode, recorder: Recorder): { run: string } {
    const id = crypto.randomUUID();
    runs.set(id, run);
    void play(run, mode, recorder);
    return { run: id };
  }

  async function play(run: Run, mode: Mode, { send, emit }: Recorder): Promise<void> {
    const tell = (event: RunEvent) => send(event);
    const rested = (verdict: Verdict, next: Step | null) => {
      tell({ kind: "rested", verdict, next, device: device(world, run) });
      emit("run-kept", null);
    };
    for (let verdict: Verdict = "running"; verdict === "running"; ) {
      const step = run.left[0];
      if (!step) return rested("done", null);
      tell({ kind: "stepStarted", step });
      await new Promise((done) => setTimeout(done, pace()));
      const report = run.cancelled ? cancelled(step) : reportOf(world, run, step);
      if (report.state === "done") run.left.shift();
      if (step === "show-qr") run.codeUntil = Date.now() + expiry;
      run.reports.push(report);
      tell({ kind: "stepEnded", report });
      const next = run.left[0] ?? null;
      if (report.state !== "done") verdict = verdictOf(report.state);
      else if (next === null) verdict = "done";
      else if (mode === "oneStep" || report.confirm) verdict = "paused";
      if (verdict !== "running") rested(verdict, next);
    }
  }

  const asked = (args: Record<string, unknown>) => ({
    input: args["input"] as JourneyInput,
    picture: args["picture"] as PictureSource | null,
    mode: args["mode"] as Mode,
  });
  const plan = (input: JourneyInput) =>
    (input.credential === null ? realHeadEnd : steps).filter((step) => input.content !== null || step !== "content-token");

  return {
    prepare_journey: (args) => prepared(world, asked(args).input),
    start_journey(args, recorder) {
      const { input, picture, mode } = asked(args);
      if (input.credential) withheld(world, input.credential);
      return begin({ input, picture, reports: [], left: plan(input), codeUntil: undefined, cancelled: false }, mode, recorder);
    },
    repeat_journey(args, recorder) {
      const { input, picture, mode } = asked(args);
      const from = find(args["run"]);
      const all = plan(input);
      const at = all.indexOf(args["step"] as Step);
      const reports = from.reports.filter((report) => all.indexOf(report.step) < at);
      return begin({ ...from, input, picture, reports, left: all.slice(at), cancelled: false }, mode, recorder);
    },
    continue_journey(args, recorder) {
      void play(find(args["run"]), args["mode"] as Mode, recorder);
      return null;
    },
    cancel_journey(args) {
      find(args["run"]).cancelled = true;
      return null;
    },
    qr_code(args) {
      const { codeUntil } = find(args["run"]);
      if (codeUntil === undefined) return null;
      const expiresAt = new Date(codeUntil).toISOString();
      return { svg: code, version: 2, errorCorrection: "M", modules: 25, minPixels: 132, expiresAt };
    },
    save_qr_code: (args) => `/home/anna/session-token.${String(args["file"])}`,
    copy_qr_code: () => null,
    copy_token: () => null,
    reveal_token: (args) => {
      const all = find(args["run"]).reports.flatMap((report) => report.tokens);
      const token = all.find((one) => one.slot === args["slot"]);
      return token?.view.cut.replace(/…(sig|cut):/, "q3Zx0LrY8m1vK5tPcW7dNfBhJ2sRgUe4aQ9oXiTkMzY") ?? "";
    },
    copy_text: () => null,
  };
}

function verdictOf(state: StepState): Verdict {
  return state === "done" ? "running" : state;
}

/** The recording that fits what was asked, as if it happened now. */
function reportOf(world: World, run: Run, step: Step): StepReport {
  const tape = tapeFor(world, run, step);
  const report = tapes[tape].find((one) => one.step === step) ?? tapes.done.find((one) => one.step === step);
  if (!report) throw new Error(`nothing is recorded for ${step}`);
  return shifted(report, report.startedAt, Date.now());
}

function tapeFor(world: World, { input, picture }: Run, step: Step): Tape {
  if (step === "discover" && input.environment === "lab") return "notReached";
  if (step === "discover" && input.environment === "staging") return "page";
  if (step === "mint-operator-jwt" || step === "get-session-token") {
    if ("OpfTenantId" in input.claims) return "otherTenant";
    const wrong = input.credential !== null && world.credential(input.credential).encoding === "text";
    return wrong ? "wrongEncoding" : "done";
  }
  if (step === "scan" && picture) return picture === "clipboard" ? "noCode" : "foreign";
  if (step === "sign-on" && picture) return "foreign";
  if (step === "sign-on" && input.signOn.kind !== "firstTime") return known(world, input) ? "nth" : "done";
  if (step === "content-token" && input.content !== "CH015") return "noContent";
  return "done";
}

const known = (world: World, input: JourneyInput) =>
  world.devices.find(
    (device) =>
      device.environment === input.environment &&
      device.platform === input.platform &&
      device.account === input.account,
  );

function device(world: World, run: Run) {
  const report = run.reports.find((one) => one.step === "sign-on" && one.state === "done");
  const answer = report?.exchange?.answer?.body.json as { client_id?: string } | undefined;
  if (!answer?.client_id) return null;
  const { environment, account, platform } = run.input;
  const now = new Date().toISOString();
  const earlier = known(world, run.input);
  if (!earlier) {
    world.devices = [
      ...world.devices.filter((one) => one.environment !== environment || one.platform !== platform),
      {
        id: crypto.randomUUID(),
        environment,
        account,
        platform,
        clientId: answer.client_id,
        journey: "qr-sign-on",
        firstSignedOnAt: now,
        lastSignedOnAt: now,
        label: null,
      },
    ];
  }
  return { clientId: answer.client_id, account, new: report?.note.startsWith("new device") ?? false };
}

function prepared(world: World, input: JourneyInput) {
  const entry = world.entry(input.environment);
  if (entry.state.kind === "damaged") throw gone("The environment");
  const installed = world.devices.find((one) => one.environment === input.environment && one.platform === input.platform);
  const own = installed?.account === input.account;
  const { environment } = entry.state;
  return {
    device: own ? installed : null,
    wipes: own ? null : (installed ?? null),
    deviceInformation: world.platforms.find((platform) => platform.id === input.platform)?.deviceInformation ?? {},
    claims: {
      typ: "GetSessionTokenAuthN",
      OpfAccountId: input.account,
      OpfTenantId: environment.tenant,
      exp: Math.floor(Date.now() / 1000) + (input.lifetime ?? environment.operatorJwt.lifetime),
      aud: "ags",
    },
  };
}

function withheld(world: World, id: string): void {
  const [origin] = world.credential(id).withheldFrom;
  if (origin === undefined) return;
  const headline = `The operator secret may not be sent to ${origin}.`;
  throw { kind: "other-host", headline, detail: "", remedy: "Allow it, if you know this host.", problems: [] };
}

function cancelled(step: Step): StepReport {
  const report: StepReport = {
    step,
    state: "cancelled",
    startedAt: new Date().toISOString(),
    took: 12_000,
    note: "cancelled",
    exchange: null,
    tokens: [],
    findings: [],
    refusal: null,
    unreadable: null,
    explanation: null,
    confirm: null,
  };
  return report;
}
