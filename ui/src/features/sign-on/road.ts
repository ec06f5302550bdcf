// The three roads in as plain data: which steps a run takes on each, whose messages they are, and what its calls are named.

import type { Actor, JourneyInput, PasswordWay, Road, Step } from "../../host/bindings";
import { stepNames } from "../../views/explanation";

export type RoadKind = Road["kind"];

export const roads: readonly RoadKind[] = ["qrSignOn", "passwordSignOn", "guestSignOn"];

/** What a run is going to do, known before it starts. */
export interface RoadPlan {
  steps: readonly Step[];
  /** The columns of its diagram. */
  columns: readonly Actor[];
  /** Who takes the sign-on, and what the call is named. */
  signOn: { to: Actor; name: string };
}

const all: Record<RoadKind, (road: Road, way: PasswordWay) => RoadPlan> = {
  qrSignOn: (road) => ({
    steps: isPlayed(road)
      ? ["discover", "mint-operator-jwt", "get-session-token", "show-qr", "scan", "sign-on", "content-token"]
      : ["discover", "scan", "sign-on", "content-token"],
    columns: ["head-end", "ags", "device", "ias"],
    signOn: { to: "ags", name: stepNames["sign-on"] },
  }),
  passwordSignOn: (_, way) =>
    way === "ags"
      ? {
          steps: ["discover", "sign-on", "choose-account", "content-token"],
          columns: ["ags", "device", "ias"],
          signOn: { to: "ags", name: "signOn" },
        }
      : alone("signOnByUserNamePassword"),
  guestSignOn: () => alone("anonymoustoken"),
};

/** Only IAS has a part in it. */
function alone(name: string): RoadPlan {
  return { steps: ["sign-on", "content-token"], columns: ["device", "ias"], signOn: { to: "ias", name } };
}

export function planOf({ road, content }: Pick<JourneyInput, "road" | "content">, way: PasswordWay): RoadPlan {
  const plan = all[road.kind](road, way);
  const steps = plan.steps.filter((step) => step !== "content-token" || content !== null);
  const withoutIas = content === null && road.kind === "passwordSignOn" && way === "ags";
  return { ...plan, steps, columns: withoutIas ? ["ags", "device"] : plan.columns };
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
};

/** The road of a journey by its name; undefined for one that signs nobody on. */
export function roadOf(journey: string | undefined): RoadKind | undefined {
  return journey !== undefined && Object.hasOwn(journeys, journey) ? journeys[journey] : undefined;
}
