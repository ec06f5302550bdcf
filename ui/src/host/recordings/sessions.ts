// Playback sessions on recorded answers of the real program: set up until the limit, beating, torn down. An address like
// `/?beat=1500` changes how many milliseconds lie between two beats.

import type { BeatingInput, SessionEvent, SessionExchange, SessionReport, SessionView } from "../bindings";
import type { Recorder, Recording } from "../browser";
import recorded from "./sessions.json";
import { shifted } from "./shift";
import { gone, type World } from "./world";

type Kind = "setUp" | "refused" | "heartbeat" | "renewal" | "tearDown";
/** A session that was set up, and one call of each kind, as the real program told them; cut. */
export const tape = recorded as unknown as { report: SessionReport; calls: Record<Kind, SessionExchange> };

export function sessionRecordings(world: World, pace: () => number): Record<string, Recording> {
  const sessions = new Map<string, SessionView>();
  let listener: Recorder | undefined;
  const period = () => Number(new URLSearchParams(location.search).get("beat") ?? 28_000);
  const after = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

  /** A call that went over the wire now. */
  function called(kind: Kind): SessionExchange {
    const call = tape.calls[kind];
    const told = shifted(call, call.exchange.startedAt, Date.now());
    return { ...told, exchange: { ...told.exchange, id: crypto.randomUUID() } };
  }

  function tell(view: SessionView, kind: Kind, change: Partial<SessionReport>): void {
    const call = called(kind);
    const report: SessionReport = { ...view.report, explanation: call.explanation, ...change };
    if (kind === "heartbeat" || kind === "renewal") call.note = `beat ${report.beats}`;
    const now = { ...view, canBeTornDown: report.state === "running", report: { ...report, exchanges: [call] } };
    sessions.set(report.id, now);
    listener?.send({ kind: "session", session: now } satisfies SessionEvent);
  }

  function beat(id: string): void {
    const view = sessions.get(id);
    if (view?.report.state !== "running") return;
    const kind = view.report.beating === "renewal" ? "renewal" : "heartbeat";
    tell(view, kind, { beats: view.report.beats + 1, nextBeatAt: after(period()), endsAt: after(period() + 7000) });
    setTimeout(() => beat(id), period());
  }

  const running = () => [...sessions.values()].filter(({ report }) => report.state === "running").length;

  return {
    watch_sessions(_, recorder) {
      listener = recorder;
      return [...sessions.values()];
    },
    set_up_session({ run, beating }) {
      const device = world.devices.find(({ id }) => id === world.runs.get(String(run)));
      if (!device) throw gone("The run");
      const id = crypto.randomUUID();
      const fresh: SessionReport = {
        ...tape.report,
        id,
        account: device.account,
        device: device.clientId,
        correlationId: crypto.randomUUID(),
        beating: (beating as BeatingInput).kind,
        beats: 0,
        sessionToken: null,
        nextBeatAt: null,
        setUpAt: null,
      };
      const view: SessionView = { environment: device.environment, device: device.id, left: false, canBeTornDown: false, report: fresh };
      setTimeout(() => {
        if (running() >= (fresh.limit?.maxSessions ?? 3)) return tell(view, "refused", { state: "refused" });
        const { sessionToken } = tape.report;
        const now = Date.now();
        const token = sessionToken && shifted(sessionToken, tape.report.setUpAt ?? after(0), now);
        tell(view, "setUp", { state: "running", setUpAt: after(0), nextBeatAt: after(period()), endsAt: after(period() + 7000), sessionToken: token });
        setTimeout(() => beat(id), period());
      }, pace());
      return id;
    },
    async tear_down_session({ id }) {
      const view = sessions.get(String(id));
      if (!view) throw gone("The session");
      await new Promise((done) => setTimeout(done, pace()));
      if (view.report.state === "running") tell(view, "tearDown", { state: "ended", nextBeatAt: null, explanation: null });
      return null;
    },
  };
}
