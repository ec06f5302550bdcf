// The words of faults to order.

import type { OrderedFault, When } from "../../host/bindings";
import type { FaultKind, WhenKind } from "./fault";

export const faultText = {
  title: "Faults",
  none: "No fault is ordered: it answers as a platform in order.",
  order: "Order a fault…",
  orderAction: "Order a fault of the simulator…",
  removeAll: "Remove all",
  remove: (what: string) => `Remove the fault: ${what}`,
  everyCall: "every call",
  struck: (struck: number, calls: number) => (calls === 0 ? "no call yet" : `struck ${struck} of ${calls}`),
  form: {
    title: "Order a fault",
    lead: "It strikes calls from now on. Where several are due, the first in the list strikes.",
    call: "On",
    when: "When",
    n: "Which",
    percent: "Per cent of the calls",
    seed: "Seed",
    seedHint: "The same seed strikes the same calls.",
    fault: "What",
    status: "Status",
    code: "Code",
    noCode: "no code",
    milliseconds: "Milliseconds",
    location: "Location",
    save: "Order",
    done: "The fault is ordered",
  },
  problems: {
    count: "Write a whole number from 1.",
    percent: "Write a whole number from 0 to 100.",
    seed: "Write a whole number from 0.",
    refusalStatus: "Write a status from 300 to 599.",
    redirectStatus: "Write a status from 300 to 399.",
    milliseconds: "Write whole milliseconds from 0.",
    location: "Write where it leads.",
    code: "Choose a code.",
  },
  whens: {
    always: "on each call",
    nth: "on the n-th call alone",
    every: "on every n-th call",
    percent: "by chance",
  } satisfies Record<WhenKind, string>,
  faults: {
    refusal: "a refusal",
    "hidden-refusal": "status 200 with an error body",
    redirect: "a redirect",
    delay: "the answer, late",
    "slow-body": "the answer, slowly",
    "empty-body": "the answer without its body",
    "cut-body": "half the body, then a close",
    garbage: "bytes that are no JSON",
    "wrong-content-type": "the answer, called text/html",
    "no-answer": "done, then closed without an answer",
    reset: "done, then reset without an answer",
  } satisfies Record<FaultKind, string>,
} as const;

/** `each call`, `call 3`, `every 2nd call`, `25 % by chance`. */
export function whenWords(when: When): string {
  if (when === "always") return "each call";
  if ("nth" in when) return `call ${when.nth} alone`;
  if ("every" in when) return `every ${when.every}. call`;
  return `${when.percent.of} % by chance, seed ${when.percent.seed}`;
}

/** `403 20003`, `late by 2000 ms`. */
export function faultWords(fault: OrderedFault): string {
  if (typeof fault === "string") return faultText.faults[fault];
  if ("refusal" in fault) return `refused ${[fault.refusal.status, fault.refusal.code].filter(Boolean).join(" ")}`;
  if ("hidden-refusal" in fault) return `200 with error ${fault["hidden-refusal"].code}`;
  if ("redirect" in fault) return `redirect ${fault.redirect.status} to ${fault.redirect.location}`;
  if ("delay" in fault) return `late by ${fault.delay.milliseconds} ms`;
  return `slow body, ${fault["slow-body"].milliseconds} ms a piece`;
}
