// The password sign-on on recorded answers: what an auth service asks for, and which recording fits what was typed.

import type { JourneyInput, Parameter, Road } from "../bindings";
import { tapes, type PasswordTape } from "./tapes";
import { keptPassword, stale, type World } from "./world";

/** The accounts of the simulator have it. */
const right = "tessera";

interface Discovery {
  availableServices: { endpoints: { name: string; parameterProperties: Parameter[] }[] }[];
}

/** Another deployment asks for a PIN besides. */
const pin: Parameter = { name: "Pin", mandatory: false, isPassword: true };

export function parametersAt(world: World, environment: string): Parameter[] {
  world.environmentOf(environment);
  const failure = tapes.notReached[0]?.exchange?.failure;
  if (environment === "lab" && failure) {
    const remedy = "Fill in user name and password; they are sent under the environment's names.";
    throw { kind: "discovery", headline: failure.headline, detail: "", remedy, problems: [] };
  }
  const found = tapes.password[0]?.exchange?.answer?.body.json as Discovery | undefined;
  const endpoint = found?.availableServices[0]?.endpoints.find(({ name }) => name === "SIGNON");
  return [...(endpoint?.parameterProperties ?? []), ...(environment === "pre-production" ? [pin] : [])];
}

export function passwordTape(
  world: World,
  input: JourneyInput,
  road: Road & { kind: "passwordSignOn" },
  chosen: number | undefined,
): PasswordTape {
  const kept = world.passwords[input.environment]?.find(({ userName }) => userName === road.userName);
  const wrong = (road.password ?? (kept && kept.userName !== stale ? right : "")) !== right;
  if (world.environmentOf(input.environment).ways.password === "ias-v3") return wrong ? "wrongAtIas" : "atIas";
  const isNth = input.signOn.kind === "nthTime" || (input.signOn.kind === "usual" && world.own(input) !== undefined);
  if (wrong) return isNth ? "wrongPasswordNth" : "wrongPassword";
  if (road.userName === "dave") return chosen === 1 ? "second" : "several";
  return isNth ? "passwordNth" : "password";
}

/** What a run that signed on keeps. */
export function keepPassword(world: World, { environment, road }: JourneyInput): void {
  if (road.kind !== "passwordSignOn" || road.keep !== "whenAccepted" || road.password === null) return;
  const others = (world.passwords[environment] ?? []).filter(({ userName }) => userName !== road.userName);
  world.passwords[environment] = [...others, keptPassword(road.userName, { kept: world.keychain.keeping })];
}
