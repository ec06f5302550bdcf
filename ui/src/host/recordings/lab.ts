// Past runs and tokens taken apart, for the sections that show them.

import type { RunSummary, StepReport, TokenView } from "../bindings";
import type { Recording } from "../browser";
import recorded from "./runs.json";
import { gone } from "./world";

const done = recorded.done as unknown as StepReport[];
const refused = [done[0], ...(recorded.wrongEncoding as unknown as StepReport[])];

const summaries: RunSummary[] = [
  summary("run-1", "done", "Signed on as new device 6ffda2a5defec1aaee5e1537", "2026-11-22T07:47:27Z", 4),
  summary("run-2", "refused", "AGS did not accept the operator JWT", "2026-11-22T07:40:02Z", 2),
];

function summary(id: string, verdict: string, headline: string, startedAt: string, exchanges: number): RunSummary {
  return {
    id,
    environment: "simulator",
    environmentName: "Simulator",
    journey: "qr-sign-on",
    account: "ACC-1",
    platform: "stb-opentv-os",
    startedAt,
    endedAt: startedAt,
    verdict,
    headline,
    exchanges,
    warnings: 0,
    errors: verdict === "refused" ? 1 : 0,
  };
}

export function labRecordings(): Record<string, Recording> {
  let runs = summaries;
  return {
    list_runs: () => ({ runs, next: null }),
    stored_run: (args) => {
      const found = runs.find((run) => run.id === args["id"]);
      if (!found) throw gone("The run");
      const { environmentName: environment, ...about } = found;
      const steps = found.verdict === "done" ? done : refused;
      const correlationId = done[0]?.exchange?.correlationId;
      return { summary: found, report: { format: 1, ...about, environment, simulated: true, correlationId, next: null, device: null, steps } };
    },
    save_run: () => "/home/anna/sign-on-2026-11-22T07-47-27.json",
    delete_run: (args) => {
      runs = runs.filter((run) => run.id !== args["id"]);
      return null;
    },
    delete_all_runs: () => {
      runs = [];
      return null;
    },
    read_token: () => done.flatMap((report) => report.tokens).find((token) => token.slot === "access-token")?.view as TokenView,
  };
}
