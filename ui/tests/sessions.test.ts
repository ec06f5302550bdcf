// Playback sessions of a device on recorded answers: set up to the limit, looked into, torn down.

import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { SessionEvent, SessionView, StartUp } from "../src/host/bindings";
import type { Recorder } from "../src/host/browser";
import { recordings } from "../src/host/recordings";
import { tapes } from "../src/host/recordings/devices";
import { tape } from "../src/host/recordings/sessions";
import { axeFindings } from "./axe";
import { openWindow, refuse, type Answers, type Window } from "./window";

async function openDevice(answers: Answers = {}, name = /^iPhone/): Promise<Window> {
  const window = await openWindow("Devices", answers);
  await window.user.click(await window.main.findByRole("option", { name }));
  return window;
}
const press = async ({ main, user }: Window, name: string) => user.click(main.getByRole("button", { name }));
const panel = ({ main }: Window) => within(main.getByRole("region", { name: "Playback sessions" }));
const runs = (window: Window, running: number) =>
  waitFor(() => expect(panel(window).getByRole("status")).toHaveTextContent(`${running} running, 3 allowed at once`));

async function setUp(window: Window, running: number): Promise<void> {
  await press(window, running === 1 ? "Set up a session" : "Set up one more");
  await runs(window, running);
}

test("without sessions it is said what to do, and each set-up takes the content token that is there", async () => {
  const window = await openDevice();
  expect(panel(window).getByText(/^None yet\..*content token for CH015/)).toBeInTheDocument();
  await setUp(window, 1);
  await setUp(window, 2);
  expect(window.asked("start_device_journey")).toMatchObject([{ goal: "playback", content: "CH015" }]);
  expect(window.asked("set_up_session")).toHaveLength(2);
  expect(panel(window).getByText(/allows 3 sessions at once \(sessionControl\.maxSessions\)/)).toBeInTheDocument();
  expect(panel(window).getByRole("progressbar", { name: "Until the next beat of session 2" })).toBeInTheDocument();
  expect(screen.getByText("2 playback sessions beat")).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
});

test("a journey that is over before its name is known is followed by the set-up all the same", async () => {
  const window = await openDevice({
    start_device_journey: (_, { send }) => {
      for (const report of tapes.playback) send({ kind: "stepEnded", report });
      send({ kind: "rested", verdict: "done", next: null, device: null });
      return { run: "r-1" };
    },
    set_up_session: () => "s-1",
  });
  await press(window, "Set up a session");
  await waitFor(() => expect(window.asked("set_up_session")).toEqual([{ run: "r-1", beating: { kind: "heartbeat" } }]));
});

test("another content asks for another content token", async () => {
  const window = await openDevice();
  await setUp(window, 1);
  await window.user.clear(window.main.getByRole("textbox", { name: "Content id" }));
  await window.user.type(window.main.getByRole("textbox", { name: "Content id" }), "CH404");
  await press(window, "Set up one more");
  expect(await window.main.findByRole("tab", { name: "Why", selected: true })).toBeInTheDocument();
  expect(window.asked("start_device_journey").map((args) => args["content"])).toEqual(["CH015", "CH404"]);
  expect(window.asked("set_up_session"), "without a content token nothing is asked of SSM").toHaveLength(1);
});

const choose = ({ main, user }: Window, by: string) => user.click(main.getByRole("radio", { name: by }));
const beatings = (window: Window) => window.asked("set_up_session").map((args) => args["beating"]);

test("sessions beat by heartbeat unless a licence is to be renewed, each as it was chosen, and the row says by what", async () => {
  const window = await openDevice();
  expect(panel(window).getByRole("radio", { name: "heartbeat" })).toBeChecked();
  await setUp(window, 1);
  await choose(window, "licence renewal");
  expect(panel(window).getByText(/Without a file it is the simulator’s own/)).toBeInTheDocument();
  await setUp(window, 2);
  await press(window, "Choose a file…");
  expect(await panel(window).findByText("challenge.bin, 500 bytes")).toBeInTheDocument();
  await setUp(window, 3);
  expect(beatings(window)).toEqual([
    { kind: "heartbeat" },
    { kind: "renewal", challenge: null },
    { kind: "renewal", challenge: expect.stringMatching(/^[\da-f-]{36}$/) as unknown },
  ]);
  expect(window.asked("start_device_journey"), "one content token does for all").toHaveLength(1);
  const row = (name: RegExp) => panel(window).getByRole("button", { name });
  expect(row(/session 1 CH015/)).toHaveAccessibleDescription(/^0 heartbeats, /);
  expect(row(/session 2 CH015/)).toHaveAccessibleDescription(/^0 licence renewals, /);
  await choose(window, "heartbeat");
  expect(row(/session 2 CH015/), "what beats goes on as it was set up").toHaveAccessibleDescription(/^0 licence renewals, /);
  expect(await axeFindings()).toEqual([]);
});

test("away from the simulator a licence is renewed with a challenge from a file alone", async () => {
  const start = recordings()["start_up"];
  const window = await openDevice(
    {
      start_up: async (args, recorder) => {
        const all = (await start?.(args, recorder)) as StartUp;
        return { ...all, environments: all.environments.map((entry) => ({ ...entry, simulated: false })) };
      },
      choose_challenge: (() => {
        const chosen = [null, { id: "c-1", name: "renewal.bin", length: 20 }];
        return () => chosen.shift();
      })(),
    },
  );
  await choose(window, "licence renewal");
  expect(panel(window).queryByText(/simulator/)).toBeNull();
  const button = () => panel(window).getByRole("button", { name: "Set up a session" });
  expect(button()).toHaveAccessibleDescription("Choose a file with a challenge, or beat by heartbeat.");
  await press(window, "Choose a file…");
  expect(button(), "no file was chosen").toHaveAttribute("aria-disabled", "true");
  await press(window, "Choose a file…");
  expect(await panel(window).findByText("renewal.bin, 20 bytes")).toBeInTheDocument();
  await setUp(window, 1);
  expect(beatings(window)).toEqual([{ kind: "renewal", challenge: "c-1" }]);
});

test("a challenge that is not held any more is said", async () => {
  const window = await openDevice({ set_up_session: refuse("gone", "The challenge is not held any more.", "Choose its file again.") });
  await choose(window, "licence renewal");
  await press(window, "Set up a session");
  expect(await panel(window).findByText("Choose its file again.")).toBeInTheDocument();
});

test("beyond the limit the refusal is explained against it, and a tear-down makes room", async () => {
  const window = await openDevice();
  for (const running of [1, 2, 3]) await setUp(window, running);
  await press(window, "Set up one more");
  expect(await panel(window).findByText("SSM set up no session: the limit is reached")).toBeInTheDocument();
  expect(await window.main.findByRole("tab", { name: "Why", selected: true })).toBeInTheDocument();
  expect(window.main.getByText(/The content token allows 3 sessions at once, and 3 of them are kept here/)).toBeInTheDocument();
  expect(panel(window).getByRole("button", { name: "Tear down session 4" })).toHaveAttribute("aria-disabled", "true");
  await press(window, "Tear down session 1");
  await runs(window, 2);
  await setUp(window, 3);
  await press(window, "Tear down all");
  await runs(window, 0);
  expect(window.asked("tear_down_session")).toHaveLength(4);
});

test("the calls of a session are listed, the newest first, and each is opened as it went over the wire", async () => {
  let window: Recorder | undefined;
  const view = (part: Partial<SessionView["report"]>): SessionView => ({
    environment: "simulator",
    device: "d-1",
    left: false,
    canBeTornDown: true,
    report: { ...tape.report, id: "s-1", state: "running", missed: 0, beats: 0, explanation: null, ...part },
  });
  const tell = (event: SessionEvent) => window?.send(event);
  const { main, user } = await openDevice({
    watch_sessions: (_, recorder) => {
      window = recorder;
      return [view({ exchanges: [tape.calls.setUp] })];
    },
  });
  await user.click(await main.findByRole("button", { name: /session 1 CH015/ }));
  expect(main.getByRole("tab", { name: "Request", selected: true })).toBeInTheDocument();
  tell({ kind: "session", session: view({ beats: 1, exchanges: [tape.calls.heartbeat] }) });
  const calls = within(main.getByRole("listbox", { name: "Calls of session 1" }));
  await waitFor(() => expect(calls.getAllByRole("option")).toHaveLength(2));
  expect(calls.getAllByRole("option").map((one) => /heartbeat|setup/.exec(one.textContent)?.[0])).toEqual(["heartbeat", "setup"]);
  expect(calls.getByRole("option", { selected: true }), "what is looked at stays").toHaveTextContent("setup");
  await user.click(calls.getByRole("option", { name: /heartbeat/ }));
  expect(main.getByRole("region", { name: "What is inside" })).toHaveTextContent("/ssm/v1/sessions/heartbeat");
  await user.click(main.getByRole("tab", { name: "Session token" }));
  expect(await axeFindings()).toEqual([]);
});

test("what an earlier start left is told until it was read", async () => {
  const said = "Torn down now: 1 playback session that an earlier start left (CH015 at Lab).";
  const window = await openDevice({
    watch_sessions: (_, { send }) => {
      send({ kind: "said", said });
      return [];
    },
  });
  expect(await panel(window).findByText(said)).toBeInTheDocument();
  await press(window, "Done reading");
  expect(panel(window).queryByText(said)).toBeNull();
});

test("a session of an earlier start is a row whose tear-down is opened like any call, and is not tried twice", async () => {
  const report = { ...tape.report, setUpAt: null, period: null, limit: null, beats: 0, missed: 0 };
  const { explanation } = tape.calls.refused;
  const { main, user } = await openDevice({
    watch_sessions: () =>
      [
        { id: "s-1", state: "ended", exchanges: [tape.calls.tearDown] },
        { id: "s-2", state: "lost", exchanges: [{ ...tape.calls.tearDown, explanation }], explanation },
      ].map((part) => ({ environment: "simulator", device: "d-1", left: true, canBeTornDown: false, report: { ...report, ...part } })),
  });
  const first = await main.findByRole("button", { name: /session 1 CH015/ });
  expect(first).toHaveAccessibleDescription("left by an earlier start");
  expect(main.queryByText(/does not say how many sessions/)).toBeNull();
  await user.click(first);
  expect(main.getByRole("region", { name: "What is inside" })).toHaveTextContent("/ssm/v1/sessions/teardown");
  const calls = within(main.getByRole("listbox", { name: "Calls of session 1" }));
  expect(calls.getAllByRole("option")).toHaveLength(1);
  const second = main.getByRole("button", { name: /session 2 CH015/ });
  expect(second).toHaveAccessibleDescription(`left by an earlier start: ${explanation?.headline}`);
  expect(main.getByRole("button", { name: "Tear down session 2" })).toHaveAccessibleDescription(/not tried twice/);
  expect(await axeFindings()).toEqual([]);
});

test("an environment without an address of SSM says what is missing", async () => {
  const window = await openDevice({}, /QA phone/);
  expect(panel(window).getByRole("button", { name: "Set up a session" })).toHaveAccessibleDescription(/no address of SSM/);
});

test("a content token that is not held any more is said, and the next press gets another", async () => {
  const window = await openDevice({ set_up_session: refuse("gone", "The run is not there any more.", "Set up again.") });
  await press(window, "Set up a session");
  expect(await panel(window).findByText("The run is not there any more.")).toBeInTheDocument();
  await press(window, "Set up a session");
  await waitFor(() => expect(window.asked("start_device_journey")).toHaveLength(2));
});

test("setting up and tearing down are in the palette", async () => {
  const window = await openDevice();
  const command = async (words: string) => {
    await window.user.keyboard("{Control>}k{/Control}");
    await window.user.type(await screen.findByRole("combobox", { name: /^Type a command/ }), `${words}{Enter}`);
  };
  await command("Set up a playback session as iPhone");
  await runs(window, 1);
  await command("Tear down session 1 of iPhone");
  await runs(window, 0);
});
