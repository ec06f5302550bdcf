// A fault as it is filled in, and the order that becomes of it.

import type { Call, FaultOrder, FaultTargets, OrderedFault, When } from "../../host/bindings";
import { faultText } from "./fault-messages";

type Names<Union> = Union extends string ? Union : keyof Union;
export type FaultKind = Names<OrderedFault>;
export type WhenKind = Names<When>;

export interface FaultDraft {
  /** Empty: every call. */
  call: Call | "";
  when: WhenKind;
  n: string;
  percent: string;
  seed: string;
  fault: FaultKind;
  status: string;
  code: string;
  milliseconds: string;
  location: string;
}

export type DraftField = "n" | "percent" | "seed" | "status" | "code" | "milliseconds" | "location";
export type Problems = Partial<Record<DraftField, string>>;

export function draftFor(call: Call | null): FaultDraft {
  return {
    call: call ?? "",
    when: "always",
    n: "1",
    percent: "50",
    seed: "1",
    fault: "refusal",
    status: "403",
    code: "",
    milliseconds: "2000",
    location: "https://elsewhere.example/",
  };
}

/** Which fields the fault and its time want. */
export function fieldsOf({ when, fault }: FaultDraft): DraftField[] {
  const whens: Record<WhenKind, DraftField[]> = { always: [], nth: ["n"], every: ["n"], percent: ["percent", "seed"] };
  const faults: Partial<Record<FaultKind, DraftField[]>> = {
    refusal: ["status", "code"],
    "hidden-refusal": ["code"],
    redirect: ["status", "location"],
    delay: ["milliseconds"],
    "slow-body": ["milliseconds"],
  };
  return [...whens[when], ...(faults[fault] ?? [])];
}

/** What is wrong, field by field. */
export function problemsOf(draft: FaultDraft): Problems {
  const words = faultText.problems;
  const within = (value: string, from: number, to: number) => {
    const whole = /^\d+$/.test(value.trim()) ? Number(value) : NaN;
    return whole >= from && whole <= to;
  };
  const safe = Number.MAX_SAFE_INTEGER;
  const good: Record<DraftField, [boolean, string]> = {
    n: [within(draft.n, 1, safe), words.count],
    percent: [within(draft.percent, 0, 100), words.percent],
    seed: [within(draft.seed, 0, safe), words.seed],
    status:
      draft.fault === "redirect"
        ? [within(draft.status, 300, 399), words.redirectStatus]
        : [within(draft.status, 300, 599), words.refusalStatus],
    code: [draft.fault !== "hidden-refusal" || draft.code !== "", words.code],
    milliseconds: [within(draft.milliseconds, 0, 600_000), words.milliseconds],
    location: [draft.location.trim() !== "", words.location],
  };
  return Object.fromEntries(fieldsOf(draft).flatMap((field) => (good[field][0] ? [] : [[field, good[field][1]]])));
}

/** The order of a draft without problems. */
export function orderOf(draft: FaultDraft): FaultOrder {
  return { ...(draft.call === "" ? {} : { call: draft.call }), when: whenOf(draft), fault: faultOf(draft) };
}

function whenOf({ when, n, percent, seed }: FaultDraft): When {
  if (when === "nth") return { nth: Number(n) };
  if (when === "every") return { every: Number(n) };
  return when === "percent" ? { percent: { of: Number(percent), seed: Number(seed) } } : when;
}

function faultOf({ fault, status, code, milliseconds, location }: FaultDraft): OrderedFault {
  if (fault === "refusal") return { refusal: { status: Number(status), ...(code === "" ? {} : { code }) } };
  if (fault === "hidden-refusal") return { "hidden-refusal": { code } };
  if (fault === "redirect") return { redirect: { status: Number(status), location: location.trim() } };
  if (fault === "delay") return { delay: { milliseconds: Number(milliseconds) } };
  return fault === "slow-body" ? { "slow-body": { milliseconds: Number(milliseconds) } } : fault;
}

/** The documented codes of a call; of every call those of sign-on. */
export function codesFor(targets: FaultTargets, call: Call | ""): { code: string; meaning: string }[] {
  const family = targets.calls.find((target) => target.call === call)?.family ?? "sign-in";
  return targets.codes.filter((code) => code.family === family);
}

/** The status that a documented refusal of this call mostly has. */
export function usualStatus(targets: FaultTargets, call: Call | ""): string {
  const family = targets.calls.find((target) => target.call === call)?.family ?? "sign-in";
  return family === "sign-in" ? "403" : "400";
}
