// The sign-on on recorded answers of the real program: which recording is played follows from what was asked.

import type { JourneyInput, Mode, PictureSource, Road, RunEvent, Step, StepReport, StepState, Verdict } from "../bindings";
import type { Recorder, Recording } from "../browser";
import code from "./code.svg?raw";
import { shifted } from "./shift";
import { tapes, type QrTape, type Tape } from "./tapes";
import { approversOf, awaited, companionSteps, registrationCode, stepsAround, tapeAround } from "./companion";
import { keepPassword, parametersAt, passwordTape } from "./password";
import { gone, type World } from "./world";

const stepsOf = (tape: Tape) => tapes[tape].map((report) => report.step);
const realHeadEnd: Step[] = ["discover", "scan", "sign-on", "content-token"];
const expiry = 300_000;

interface Run {
  input: JourneyInput;
  picture: PictureSource | null;
  reports: StepReport[];
  left: Step[];
  codeUntil: number | undefined;
  cancelled: boolean;
  /** Of the accounts that match. */
  chosen: number | undefined;
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
      const signedOn = device(world, run);
      if (signedOn) keepPassword(world, run.input);
      tell({ kind: "rested", verdict, next, device: signedOn });
      emit("run-kept", null);
      if (run.input.signOn.kind === "phone" && verdict !== "paused") world.phoneIsTold?.(verdict);
    };
    for (let verdict: Verdict = "running"; verdict === "running"; ) {
      if (run.left[0]?.startsWith("choose-") && !run.reports.some((report) => report.choices.length > 0)) run.left.shift();
      const step = run.left[0];
      if (!step) return rested("done", null);
      tell({ kind: "stepStarted", step });
      await new Promise((done) => setTimeout(done, pace()));
      const report = run.cancelled ? cancelled(step) : reportOf(world, run, step);
      const polls = step === "await-approval" && report.tokens.length === 0;
      if (report.state === "done" && !polls) run.left.shift();
      if (step === "show-qr") run.codeUntil = Date.now() + expiry;
      run.reports = [...run.reports.filter((one) => one.step !== step), report];
      tell({ kind: "stepEnded", report });
      const next = run.left[0] ?? null;
      if (report.state !== "done") verdict = verdictOf(report.state);
      else if (next === null) verdict = "done";
      else if (mode === "oneStep" || report.confirm || report.choices.length > 0) verdict = "paused";
      if (verdict !== "running") rested(verdict, next);
    }
  }

  const asked = (args: Record<string, unknown>) => ({
    input: args["input"] as JourneyInput,
    picture: args["picture"] as PictureSource | null,
    mode: args["mode"] as Mode,
  });
  const plan = ({ environment, road, content, playing }: JourneyInput): Step[] => {
    const way = world.environmentOf(environment).ways.password;
    const all: Record<Road["kind"], () => Step[]> = {
      qrSignOn: () => (credentialOf(road) === null ? realHeadEnd : stepsOf("done")),
      passwordSignOn: () => (way === "ags" ? stepsOf("several") : stepsOf("guest")),
      guestSignOn: () => stepsOf("guest"),
      companionSignOn: () => companionSteps(road),
    };
    const before = all[road.kind]().filter((step) => step !== "content-token");
    return [...before, ...stepsAround(content, playing)];
  };

  return {
    prepare_journey: (args) => prepared(world, asked(args).input),
    start_journey(args, recorder) {
      const { input, picture, mode } = asked(args);
      const credential = credentialOf(input.road);
      if (credential) withheld(world, credential);
      const nothing = { reports: [], codeUntil: undefined, cancelled: false, chosen: undefined };
      return begin({ input, picture, left: plan(input), ...nothing }, mode, recorder);
    },
    repeat_journey(args, recorder) {
      const { input, picture, mode } = asked(args);
      const from = find(args["run"]);
      const all = plan(input);
      const at = all.indexOf(args["step"] as Step);
      const reports = from.reports.filter((report) => all.indexOf(report.step) < at);
      const { road } = input;
      // The program still holds the password of the run that is repeated.
      const kept = road.kind === "passwordSignOn" && from.input.road.kind === road.kind ? from.input.road.password : null;
      const whole = road.kind === "passwordSignOn" ? { ...input, road: { ...road, password: road.password ?? kept } } : input;
      const anew = { reports, left: all.slice(at), cancelled: false, chosen: undefined };
      return begin({ ...from, input: whole, picture, ...anew }, mode, recorder);
    },
    continue_journey(args, recorder) {
      void play(find(args["run"]), args["mode"] as Mode, recorder);
      return null;
    },
    choose_account(args) {
      find(args["run"]).chosen = Number(args["place"]);
      return null;
    },
    list_approvers: (args) => approversOf(world, String(args["environment"])),
    choose_challenge: () => ({ id: crypto.randomUUID(), name: "challenge.bin", length: 500 }),
    sign_on_parameters: async (args) => {
      await new Promise((done) => setTimeout(done, pace()));
      return parametersAt(world, String(args["environment"]));
    },
    cancel_journey(args) {
      find(args["run"]).cancelled = true;
      return null;
    },
    qr_code(args) {
      const { codeUntil, input } = find(args["run"]);
      if (codeUntil === undefined) return null;
      const expiresAt = new Date(codeUntil).toISOString();
      if (input.road.kind === "companionSignOn") return registrationCode(expiresAt);
      return { svg: code, version: 2, errorCorrection: "M", modules: 25, minPixels: 132, text: null, expiresAt };
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
  const { input } = run;
  const tape = tapeFor(world, run, step);
  if (input.road.kind === "companionSignOn" && step === "await-approval") return awaited(run, Date.now());
  // A recording that begins later is that of a run which began like any other on its road.
  const usual = { qrSignOn: "done", passwordSignOn: "password", guestSignOn: "guest", companionSignOn: "companion" } as const;
  const among = [...tapes[tape], ...tapes[usual[run.input.road.kind]], ...tapes.done];
  const report = among.find((one) => one.step === step);
  if (!report) throw new Error(`nothing is recorded for ${step}`);
  return shifted(report, report.startedAt, Date.now());
}

function tapeFor(world: World, run: Run, step: Step): Tape {
  const { input } = run;
  if (step === "discover" && input.environment === "lab") return "notReached";
  if (step === "discover" && input.environment === "staging") return "page";
  if (step === "content-token" && input.content !== "CH015") return "noContent";
  const around = tapeAround(input, step);
  if (around) return around;
  switch (input.road.kind) {
    case "qrSignOn":
      return qrTape(world, run, input.road, step);
    case "passwordSignOn":
      return passwordTape(world, input, input.road, run.chosen);
    case "guestSignOn":
      return "guest";
    case "companionSignOn":
      return "companion";
  }
}

function qrTape(world: World, { input, picture }: Run, road: Road & { kind: "qrSignOn" }, step: Step): QrTape {
  if (step === "mint-operator-jwt" || step === "get-session-token") {
    if ("OpfTenantId" in road.claims) return "otherTenant";
    const wrong = road.credential !== null && world.credential(road.credential).encoding === "text";
    return wrong ? "wrongEncoding" : "done";
  }
  if (step === "scan" && picture) return picture === "clipboard" ? "noCode" : "foreign";
  if (step === "sign-on" && picture) return "foreign";
  if (step === "sign-on" && input.signOn.kind !== "firstTime" && input.signOn.kind !== "phone") return world.own(input) ? "nth" : "done";
  return "done";
}

const credentialOf = (road: Road) => (road.kind === "qrSignOn" ? road.credential : null);
const journeys = {
  qrSignOn: "qr-sign-on",
  passwordSignOn: "password-sign-on",
  guestSignOn: "guest-sign-on",
  companionSignOn: "companion-sign-on",
} as const;

function device(world: World, run: Run) {
  const signedOn = ({ step, state, choices }: StepReport) =>
    (step === "sign-on" || step === "choose-account") && state === "done" && choices.length === 0;
  const report = run.reports.find(signedOn);
  const answer = report?.exchange?.answer?.body.json as { client_id?: string; accountId?: string } | undefined;
  if (!report || !answer?.client_id) return null;
  const { environment, platform, road } = run.input;
  const account = road.kind === "qrSignOn" ? road.account : (answer.accountId ?? "");
  const isNew = report.note.startsWith("new device");
  const now = new Date().toISOString();
  if (isNew || !world.own(run.input)) {
    world.devices = [
      ...world.devices.filter((one) => one.environment !== environment || one.platform !== platform),
      {
        id: crypto.randomUUID(),
        environment,
        account,
        platform,
        clientId: answer.client_id,
        journey: journeys[road.kind],
        firstSignedOnAt: now,
        lastSignedOnAt: now,
        label: null,
      },
    ];
  }
  return { clientId: answer.client_id, account, new: isNew };
}

function prepared(world: World, input: JourneyInput) {
  const environment = world.environmentOf(input.environment);
  const own = world.own(input);
  const { road } = input;
  return {
    device: own ?? null,
    wipes: own ? null : (world.installed(input) ?? null),
    deviceInformation: world.platforms.find((platform) => platform.id === input.platform)?.deviceInformation ?? {},
    claims:
      road.kind !== "qrSignOn"
        ? {}
        : {
            typ: "GetSessionTokenAuthN",
            OpfAccountId: road.account,
            OpfTenantId: environment.tenant,
            exp: Math.floor(Date.now() / 1000) + (road.lifetime ?? environment.operatorJwt.lifetime),
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
    judged: null,
    unreadable: null,
    explanation: null,
    confirm: null,
    choices: [],
  };
  return report;
}
