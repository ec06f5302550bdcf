// A step of a run as an entry of a list: its name, what came of it, how long it took, how it stands.

import type { Entry } from "../../components/select-list";
import { withShortTimes } from "../../components/time";
import type { StepReport } from "../../host/bindings";
import { microseconds } from "../exchange";
import { stepTitle } from "../explanation";
import { outcomeTones, outcomeWords } from "./outcome";

export function stepEntry(report: StepReport): Entry {
  const status = report.exchange?.answer?.status;
  return {
    id: report.step,
    label: stepTitle(report),
    detail: withShortTimes(report.note),
    aside: microseconds(report.took),
    state: { tone: outcomeTones[report.state], word: outcomeWords[report.state] },
    badge: status === undefined ? undefined : { text: String(status), tone: status < 300 ? "ok" : "bad" },
  };
}
