// The roads in as plain data: which steps a run takes on each, whose messages they are, and what its calls are named.

import type { Actor, JourneyInput, Road, Step, Ways } from "../../host/bindings";
import { stepNames } from "../../views/explanation";

export type RoadKind = Road["kind"];

export const roads: readonly RoadKind[] = ["qrSignOn", "passwordSignOn", "guestSignOn", "companionSignOn"];

/** What a run is going to do, known before it starts. */
export interface RoadPlan {
  steps: readonly Step[];
  /** The columns of its diagram. */
  columns: readonly Actor[];
  /** Who takes the sign-on, and what the call is named. */
  signOn: { to: Actor; name: string };
}

/** What the environment settles of it. */
export type RoadWays = Pick<Ways, "password" | "discoveryToken">;

export const usualWays: RoadWays = { password: "ags", discoveryToken: "none" };

const all: Record<RoadKind, (road: Road, ways: RoadWays) => RoadPlan> = {
  qrSignOn: (road, { discoveryToken }) => ({
    steps: isPlayed(road)
      ? [...signed[discoveryToken], "get-session-token", "show-qr", "scan", "choose-code", "sign-on", "content-token"]
      : ["discover", "scan", "choose-code", "sign-on", "content-token"],
    columns: ["head-end", "ags", "device", "ias"],
    signOn: { to: "ags", name: stepNames["sign-on"] },
  }),
  passwordSignOn: (_, ways) =>
    ways.password === "ags"
      ? {
          steps: ["discover", "sign-on", "choose-account", "content-token"],
          columns: ["ags", "device", "ias"],
          signOn: { to: "ags", name: "signOn" },
        }
      : alone("signOnByUserNamePassword"),
  guestSignOn: () => alone("anonymoustoken"),
  companionSignOn: (road) => ({
    steps:
      road.kind === "companionSignOn" && road.approver !== null
        ? ["registration-code", "show-qr", "poll", "approve", "await-approval", "sign-on", "content-token"]
        : ["registration-code", "show-qr", "await-approval", "sign-on", "content-token"],
    columns: ["phone", "dsra", "device", "ias"],
    signOn: { to: "ias", name: "signOnBySignOnActivationToken" },
  }),
};

/** Service discovery that wants the operator JWT comes after it. */
const signed: Record<RoadWays["discoveryToken"], Step[]> = {
  "none": ["discover", "mint-operator-jwt"],
  "operator-jwt": ["mint-operator-jwt", "discover"],
};

/** Only IAS has a part in it. */
function alone(name: string): RoadPlan {
  return { steps: ["sign-on", "content-token"], columns: ["device", "ias"], signOn: { to: "ias", name } };
}

export function planOf(input: Pick<JourneyInput, "road" | "content" | "playing">, ways: RoadWays): RoadPlan {
  const { road, content } = input;
  const plan = all[road.kind](road, ways);
  const played = playedAround(input);
  const steps = [...plan.steps.filter((step) => step !== "content-token"), ...played.steps];
  const withoutIas = content === null && road.kind === "passwordSignOn" && ways.password === "ags";
  return { ...plan, steps, columns: [...(withoutIas ? (["ags", "device"] as const) : plan.columns), ...played.columns] };
}

/** The content token with what is done around it, and who else has a part in that. */
function playedAround({ content, playing }: Pick<JourneyInput, "content" | "playing">): Pick<RoadPlan, "steps" | "columns"> {
  const asks = content !== null;
  const parts: [boolean, Step, Actor | undefined][] = [
    [playing?.approval === true, "device-approval", "adm"],
    [asks, "content-token", playing?.source === "url-builder" ? "url-builder" : undefined],
    [asks && Boolean(playing?.certificate), "certificate", "licence-server"],
    [asks && Boolean(playing?.licence), "licence", "licence-server"],
  ];
  const done = parts.filter(([wanted]) => wanted);
  return {
    steps: done.map(([, step]) => step),
    columns: [...new Set(done.flatMap(([, , actor]) => actor ?? []))],
  };
}

/** What a step is called on this road. */
export function nameOn(plan: RoadPlan | undefined, step: Step): string {
  return step === "sign-on" && plan ? plan.signOn.name : stepNames[step];
}

/** Whether Tessera plays the head-end, and so has a code to show. */
export function isPlayed(road: Road | undefined): boolean {
  return road?.kind === "qrSignOn" && road.credential !== null;
}

/** Whether a real head-end shows the code, so that a picture of it is needed. */
export function needsPicture(road: Road | undefined): boolean {
  return road?.kind === "qrSignOn" && road.credential === null;
}

const journeys: Record<string, RoadKind> = {
  "qr-sign-on": "qrSignOn",
  "password-sign-on": "passwordSignOn",
  "guest-sign-on": "guestSignOn",
  "companion-sign-on": "companionSignOn",
};

/** The road of a journey by its name; undefined for one that signs nobody on. */
export function roadOf(journey: string | undefined): RoadKind | undefined {
  return journey !== undefined && Object.hasOwn(journeys, journey) ? journeys[journey] : undefined;
}
