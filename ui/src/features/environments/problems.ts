// What is wrong with a form, field by field: the program's problems laid to the fields that they name. What has no field stays
// with the whole.

import type { HostError } from "../../host";
import type { JsonValue, Problem } from "../../host/bindings";
import type { Form } from "./form";
import { text } from "./messages";

/** By key; `operator-jwt.claims` also for what is inside it. */
export type Problems = Readonly<Record<string, string>>;

const claims = "operator-jwt.claims";

/** The problems of an error by the keys that the form knows, and the error with those that have no field. */
export function problemsOf(error: HostError, form: Form): { problems: Problems; rest: HostError } {
  const keys = [...Object.keys(form), ...form.headers.map(({ name }) => `headers.${name.trim()}`)];
  const problems: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const problem of error.problems) {
    if (keys.includes(problem.key)) problems[problem.key] = sentence(told(problem));
    else if (problem.key.startsWith(`${claims}.`)) {
      // The name of a claim is written as it is.
      const inside = `${problem.key.slice(claims.length + 1)} ${told(problem)}`;
      problems[claims] = problems[claims] ? `${problems[claims]} ${inside}` : inside;
    } else elsewhere.push(problem.key ? `${problem.key} ${told(problem)}` : sentence(told(problem)));
  }
  const detail = [error.detail, ...elsewhere].filter(Boolean).join(" ");
  return { problems, rest: { ...error, detail, problems: [] } };
}

/** In the words of the form: there is a box for what the file says as a key. */
const told = ({ what, remedy }: Problem) => `${what}. ${remedy}`.replace("set allow-http = true", text.form.switchOnHttp);
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The claims that were typed; a text when they are no JSON object. */
export function readClaims(typed: string): { claims: JsonValue } | { problem: string } {
  if (typed.trim() === "") return { claims: {} };
  try {
    const claims = JSON.parse(typed) as JsonValue;
    if (typeof claims === "object" && claims !== null && !Array.isArray(claims)) return { claims };
  } catch {
    // Said below: both are mended the same way.
  }
  return { problem: text.form.claimsNotJson };
}

/** Headers that stand there twice would be one when they are sent. */
export function twiceNamed(form: Form): Problems {
  const names = form.headers.map(({ name }) => name.trim().toLowerCase());
  const twice = form.headers.filter(
    ({ name }, at) => name.trim() !== "" && names.indexOf(name.trim().toLowerCase()) !== at,
  );
  return Object.fromEntries(twice.map(({ name }) => [`headers.${name.trim()}`, text.form.headerTwice]));
}
