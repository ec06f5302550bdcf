// What is wrong with a form, key by key. The program tells all problems in one text, each opened by its key in the file's
// spelling; here the text is laid to the fields. What has no field stays with the whole.

import type { HostError } from "../../host";
import type { JsonValue } from "../../host/bindings";
import type { Form } from "./form";
import { text } from "./messages";

/** By key; `operator-jwt.claims` also for what is inside it. */
export type Problems = Readonly<Record<string, string>>;

const escaped = (key: string) => key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The problems that an error tells, by the keys that the form knows, and the error without them. */
export function problemsOf(error: HostError, form: Form): { problems: Problems; rest: HostError } {
  const headers = form.headers.map(({ name }) => `headers.${name.trim()}`);
  const keys = [...Object.keys(form), ...headers].sort((a, b) => b.length - a.length).map(escaped);
  const opening = new RegExp(`(?:^|: |[.] )(${keys.join("|")})((?:[.][^ ]+)?) `, "g");
  const said = error.headline;
  const found = [...said.matchAll(opening)];
  const problems = found.map((match, at): [string, string] => {
    const from = match.index + match[0].length;
    const told = said.slice(from, found[at + 1]?.index ?? said.length).trim();
    // The name of a claim is written as it is.
    return [match[1] ?? "", match[2] ? ended(`${match[2].slice(1)} ${told}`) : sentence(told)];
  });
  const before = found[0] ? sentence(said.slice(0, found[0].index)) : said;
  return { problems: Object.fromEntries(problems), rest: { ...error, headline: before } };
}

const ended = (words: string) => (words.endsWith(".") ? words : `${words}.`);
const sentence = (words: string) => ended(words.charAt(0).toUpperCase() + words.slice(1));

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
