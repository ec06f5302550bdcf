// The simulator's section on recorded answers: its clock, its log, faults, accounts and choices.

import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { ending, moment } from "../src/features/simulator/ends";
import { draftFor, orderOf, problemsOf, type FaultDraft } from "../src/features/simulator/fault";
import { appended, filtered } from "../src/features/simulator/log";
import { text } from "../src/features/simulator/messages";
import type { LoggedRequest, SimulatorView } from "../src/host/bindings";
import { axeFindings } from "./axe";
import { openWindow, refuse } from "./window";

const open = () => openWindow("Simulator");
const changes = (window: Awaited<ReturnType<typeof open>>) => window.asked("change_simulator").map(({ change }) => change);

async function pick(window: Awaited<ReturnType<typeof open>>, field: HTMLElement, option: RegExp): Promise<void> {
  await window.user.click(field);
  await window.user.click(await screen.findByRole("option", { name: option }));
}

describe("the clock", () => {
  test("a move says before what it ends, and by how much the clock is moved after", async () => {
    const window = await open();
    const { main, user } = window;
    await main.findAllByText("The access tokens of 1 device end; 1 stream ends; 2 registration codes end.");
    await user.click(main.getByRole("button", { name: "Move the clock by +1 h" }));
    expect(changes(window)).toEqual([{ kind: "clock", change: { advanceSeconds: 3600 } }]);
    expect(await main.findByText("moved ahead by 60 min")).toBeInTheDocument();
    await user.click(main.getByRole("button", { name: "Back to real time" }));
    expect(await main.findByText("as this machine's")).toBeInTheDocument();
  });

  test("it is set to a moment, and what is no moment is said", async () => {
    const window = await open();
    const { main, user } = window;
    const field = await main.findByRole("textbox", { name: "To a moment" });
    await user.type(field, "tomorrow");
    await user.click(main.getByRole("button", { name: "Set" }));
    expect(await main.findByText(/Write a moment/)).toBeInTheDocument();
    await user.clear(field);
    await user.type(field, "2100-01-02 03:04{Enter}");
    expect(changes(window)).toEqual([{ kind: "clock", change: { setTo: "2100-01-02T03:04:00.000Z" } }]);
  });

  test("what ends lies between now and the moment; going back makes tokens good again", () => {
    const view = {
      held: [{ clientId: "a", accessEnds: "2026-01-01T01:00:00Z", refreshEnds: "2026-01-03T00:00:00Z" }],
      snapshot: { registrations: [], streams: [{ ends: "2026-01-01T00:00:30Z" }] },
    } as unknown as SimulatorView;
    const at = (iso: string) => Date.parse(iso);
    const now = at("2026-01-01T00:00:00Z");
    expect(ending(view, now, at("2026-01-01T01:00:00Z"))).toEqual({ access: 1, refresh: 0, codes: 0, streams: 1, revived: 0 });
    const later = at("2026-01-02T00:00:00Z");
    expect(ending(view, later, now)).toEqual({ access: 0, refresh: 0, codes: 0, streams: 0, revived: 1 });
    expect(text.clock.consequence(ending(view, now, at("2026-02-01T00:00:00Z")))).toBe(
      "The access tokens of 1 device end; the refresh tokens of 1 device end; 1 stream ends.",
    );
    expect([moment("2026-12-24T18:00Z"), moment("2026-13-24T18:00:00Z"), moment("18:00")]).toEqual([
      at("2026-12-24T18:00:00Z"),
      undefined,
      undefined,
    ]);
  });
});

describe("the log", () => {
  const request = (number: number, part: Partial<LoggedRequest> = {}): LoggedRequest => {
    const usual = { at: "", method: "POST", path: "/ags/signOn", call: null, status: 200, correlationId: null, microseconds: 1, why: null };
    return { number, ...usual, ...part };
  };

  test("what came since is added once, and the oldest go", () => {
    const log = appended([request(1)], [request(1), request(2)]);
    expect(log.map(({ number }) => number)).toEqual([1, 2]);
    expect(appended(log, [])).toBe(log);
    const many = appended(log, Array.from({ length: 600 }, (_, index) => request(index + 3)));
    expect([many.length, many.at(-1)?.number]).toEqual([500, 602]);
  });

  test("a filter finds words in any order, newest first", () => {
    const log = [request(1), request(2, { status: 403, why: "account: suspended" }), request(3, { path: "/ias/v2/token" })];
    const numbers = (words: string, refusedOnly = false) => filtered(log, { words, refusedOnly }).map(({ number }) => number);
    expect(numbers("")).toEqual([3, 2, 1]);
    expect(numbers("SUSPENDED 403")).toEqual([2]);
    expect(numbers("", true)).toEqual([2]);
    expect(numbers("nothing")).toEqual([]);
  });

  test("a request is opened by keyboard with its reason, and a fault can be ordered on its call", async () => {
    const { main, user } = await open();
    const refused = (await main.findAllByRole("button", { name: "POST /ags/signOnWithSessionToken" }))[0]!;
    await user.click(refused);
    const facts = within(await main.findByText("the caller is not told").then((note) => note.closest("dl")!));
    expect(facts.getByText("account “ACC-4”: its state is Suspended")).toBeInTheDocument();
    await user.keyboard("{ArrowDown}");
    expect(main.queryByText("the caller is not told")).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await user.click(main.getByRole("button", { name: "Order a fault on this call…" }));
    expect(await screen.findByRole("dialog", { name: "Order a fault" })).toBeInTheDocument();
  });

  test("it is filtered, and the filter is taken back", async () => {
    const { main, user } = await open();
    await user.type(await main.findByRole("searchbox", { name: "Filter requests" }), "nothing of that");
    expect(await main.findByText("No request matches")).toBeInTheDocument();
    await user.click(main.getByRole("button", { name: "Show all" }));
    expect(await main.findByText("POST /ags/getSessionToken")).toBeInTheDocument();
  });
});

describe("faults", () => {
  const draft = (part: Partial<FaultDraft>) => ({ ...draftFor(null), ...part });

  test("an order says what was filled in and no more", () => {
    expect(orderOf(draft({}))).toEqual({ when: "always", fault: { refusal: { status: 403 } } });
    const seeded = draft({ call: "sign-on", when: "percent", percent: "25", seed: "7", fault: "slow-body", milliseconds: "10" });
    expect(orderOf(seeded)).toEqual({
      call: "sign-on",
      when: { percent: { of: 25, seed: 7 } },
      fault: { "slow-body": { milliseconds: 10 } },
    });
    expect(orderOf(draft({ when: "nth", n: "3", code: "20019" }))).toMatchObject({
      when: { nth: 3 },
      fault: { refusal: { status: 403, code: "20019" } },
    });
  });

  test("what the simulator would refuse is said at its field, and only where the field is asked for", () => {
    const wrong = { n: "0", percent: "101", seed: "x", status: "200", code: "", milliseconds: "-1", location: "" };
    const fields = (part: Partial<FaultDraft>) => Object.keys(problemsOf(draft({ ...wrong, ...part })));
    expect(fields({ fault: "reset" })).toEqual([]);
    expect(fields({ when: "every", fault: "refusal" })).toEqual(["n", "status"]);
    expect(fields({ when: "percent", fault: "hidden-refusal" })).toEqual(["percent", "seed", "code"]);
    expect(fields({ fault: "redirect" })).toEqual(["status", "location"]);
    expect(fields({ fault: "delay" })).toEqual(["milliseconds"]);
  });

  test("one is ordered, listed, and removed", async () => {
    const window = await open();
    const { main, user } = window;
    await user.click(await main.findByRole("button", { name: "Order a fault…" }));
    const dialog = within(await screen.findByRole("dialog"));
    await pick(window, dialog.getByRole("combobox", { name: /^On/ }), /getSessionToken/);
    await pick(window, dialog.getByRole("combobox", { name: /^Code/ }), /20004/);
    await user.click(dialog.getByRole("button", { name: "Order" }));
    expect(await main.findByText("refused 403 20004")).toBeInTheDocument();
    expect(main.getByText("each call; no call yet")).toBeInTheDocument();
    const order = { call: "get-session-token", when: "always", fault: { refusal: { status: 403, code: "20004" } } };
    expect(changes(window)).toEqual([{ kind: "orderFault", order }]);
    await user.click(main.getByRole("button", { name: "Remove the fault: refused 403 20004" }));
    expect(await main.findByText(/No fault is ordered/)).toBeInTheDocument();
  });
});

test("only devices that count are counted, and the states of accounts and devices are changed where they stand", async () => {
  const window = await open();
  const { main, user } = window;
  expect(await main.findByText("2 of 5 devices")).toBeInTheDocument();
  expect(main.getByText("0 devices, no limit")).toBeInTheDocument();
  await pick(window, main.getByRole("combobox", { name: /^State of ACC-1/ }), /cancelled/);
  await pick(window, main.getByRole("combobox", { name: /^State of 6ffda2a5/ }), /disabled/);
  expect(await main.findByText("1 of 5 devices")).toBeInTheDocument();
  await user.click(main.getByRole("button", { name: "Change account ACC-3" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.clear(dialog.getByRole("textbox", { name: "Devices at most" }));
  await user.click(dialog.getByRole("button", { name: "Change" }));
  expect(changes(window)).toEqual([
    { kind: "account", account: "ACC-1", change: { state: "cancelled" } },
    { kind: "device", clientId: "6ffda2a5defec1aaee5e1537", state: "disabled" },
    { kind: "account", account: "ACC-3", change: { network: "ordinary", maxDevices: 4294967295, streams: { "at-most": 3 } } },
  ]);
});

test("a choice is made with all others as they are; a status stays a number", async () => {
  const window = await open();
  const { main, user } = window;
  await user.click(await main.findByRole("tab", { name: "Choices" }));
  await pick(window, main.getByRole("combobox", { name: /^Refresh tokens/ }), /are good once$/);
  await pick(window, main.getByRole("combobox", { name: /^Unknown clientId/ }), /403/);
  expect(changes(window)).toMatchObject([
    { kind: "choices", choices: { "refresh-rotation": "rotated", "unknown-client-id": 404 } },
    { kind: "choices", choices: { "refresh-rotation": "rotated", "unknown-client-id": 403 } },
  ]);
  await user.click(main.getByRole("tab", { name: "Playback" }));
  expect(await main.findByText(/CH015 on ACC-1/)).toBeInTheDocument();
  expect(await axeFindings()).toEqual([]);
});

test("its environment goes by its choices unless that is switched off", async () => {
  const window = await open();
  const { main, user } = window;
  await user.click(await main.findByRole("tab", { name: "Choices" }));
  const fits = main.getByRole("checkbox", { name: "The environment Simulator is set to match" });
  expect(fits).toBeChecked();
  const before = window.asked("list_environments").length;
  await user.click(fits);
  expect(changes(window)).toEqual([{ kind: "environmentFits", fits: false }]);
  await waitFor(() => expect(window.asked("list_environments")).toHaveLength(before + 1));
});

test("a change that is refused is said, and nothing is changed", async () => {
  const { main, user } = await openWindow("Simulator", { change_simulator: refuse("simulator", "The simulator did not do it.") });
  await user.click(await main.findByRole("button", { name: "Move the clock by +1 min" }));
  await waitFor(() => expect(screen.getByText(/The simulator did not do it/)).toBeInTheDocument());
  expect(main.getByText("as this machine's")).toBeInTheDocument();
});

describe("what is issued", () => {
  test("the rights of a content are changed, and an impossible value is refused with its reason where it was typed", async () => {
    const window = await open();
    const { main, user } = window;
    await user.click(await main.findByRole("tab", { name: "Playback" }));
    await user.click(main.getByRole("button", { name: "Change content CH015" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Content CH015" }));
    const write = async (name: string, value: string) => {
      await user.clear(dialog.getByLabelText(name));
      await user.type(dialog.getByLabelText(name), value);
    };
    await write("May be played until", "2019-01-01T00:00:00Z");
    await user.click(dialog.getByRole("button", { name: "Change" }));
    expect(await dialog.findByText(/would end at 2019-01-01T00:00:00.000Z, which is not after its begin/)).toBeInTheDocument();
    await write("May be played until", "2030-01-01T00:00:00Z");
    await write("A licence lasts, in seconds", "0");
    expect(dialog.getByLabelText("A licence lasts, in seconds")).toHaveAccessibleDescription(/whole number from 1/);
    await write("A licence lasts, in seconds", "60");
    await write("Usage rules profile", "UHD");
    await user.click(dialog.getByRole("checkbox", { name: "May be stored for offline playback" }));
    await user.click(dialog.getByRole("button", { name: "Change" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const window2020 = { start: "2020-01-01T00:00:00.000Z", end: "2030-01-01T00:00:00.000Z" };
    const change = { ...window2020, duration: 60, storable: true, profile: "UHD", entitled: "everybody" };
    expect(changes(window).at(-1)).toEqual({ kind: "content", content: "CH015", change });
  });

  test("lifetimes are set all at once, refused with the reason, and given up", async () => {
    const window = await open();
    const { main, user } = window;
    await user.click(await main.findByRole("tab", { name: "Choices" }));
    const access = main.getByLabelText("Access token");
    const set = main.getByRole("button", { name: "Set the lifetimes" });
    expect(set).toHaveAttribute("aria-disabled", "true");
    await user.clear(access);
    await user.type(access, "9999999");
    await user.click(set);
    expect(await main.findByText(/would outlive its sign-on/)).toBeInTheDocument();
    await user.click(main.getByRole("button", { name: "Give up the changes" }));
    expect(access).toHaveValue("3600");
    await user.clear(access);
    await user.type(access, "60{Enter}");
    await waitFor(() => expect(changes(window).at(-1)).toMatchObject({ kind: "lifetimes", lifetimes: { "access-token": 60, "sign-on": 2_592_000 } }));
    expect(await axeFindings()).toEqual([]);
  });

  test("how many streams an account may play is changed, or nobody counts them", async () => {
    const window = await open();
    const { main, user } = window;
    await user.click(await main.findByRole("button", { name: "Change account ACC-1" }));
    const streams = await screen.findByLabelText("Streams at once");
    await user.clear(streams);
    await user.click(screen.getByRole("button", { name: "Change" }));
    await waitFor(() => expect(changes(window).at(-1)).toMatchObject({ change: { streams: "unlimited" } }));
    await user.click(await main.findByRole("button", { name: "Change account ACC-1" }));
    await user.type(await screen.findByLabelText("Streams at once"), "1");
    await user.click(screen.getByRole("button", { name: "Change" }));
    await waitFor(() => expect(changes(window).at(-1)).toMatchObject({ change: { streams: { "at-most": 1 } } }));
  });
});
