// The companion's road as a person meets it, on recorded answers: who can approve, what is sent, and the way to a device that
// approves where there is none.

import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { Device, JourneyInput } from "../src/host/bindings";
import { openWindow, type Answers } from "./window";

async function openCompanion(answers?: Answers) {
  const window = await openWindow("Sign-on", answers);
  await window.user.click(await window.main.findByRole("radio", { name: "Companion" }));
  return window;
}

const signOn = () => within(screen.getByRole("region", { name: /sign-on$/ })).getByRole("button", { name: /^Sign on/ });
const inputs = (calls: Record<string, unknown>[]) => calls.map(({ input }) => input as JourneyInput);

const device = (part: Partial<Device>): Device => ({
  id: "d-9",
  environment: "simulator",
  account: "ACC-1",
  platform: "mobile-android",
  clientId: "0a1b2c3d4e5f",
  journey: "qr-sign-on",
  firstSignedOnAt: "2026-11-20T09:12:44Z",
  lastSignedOnAt: "2026-11-21T16:40:02Z",
  label: null,
  ...part,
});

test("on the simulator one click signs a phone on, and then it approves", async () => {
  let devices: Device[] = [];
  const { user, main, asked } = await openCompanion({ list_approvers: () => devices });
  await main.findByText("No device can approve here yet");
  expect(signOn()).toHaveAccessibleDescription("Choose a device that approves, or a real phone.");
  devices = [device({})];
  await user.click(main.getByRole("button", { name: "Sign a phone on" }));
  await main.findByLabelText("Device that approves");
  expect(inputs(asked("start_journey"))).toMatchObject([
    { road: { kind: "qrSignOn", credential: "c-sim" }, platform: "mobile-android", content: null },
  ]);
  await user.click(signOn());
  await waitFor(() => expect(asked("start_journey")).toHaveLength(2));
  expect(inputs(asked("start_journey"))[1]?.road).toEqual({ kind: "companionSignOn", approver: "d-9" });
  await main.findByText("Signed on");
});

test("the television does not approve its own code", async () => {
  const { main } = await openCompanion({ list_approvers: () => [device({ platform: "stb-opentv-os" })] });
  await main.findByText("No device can approve here yet");
});

test("a real phone is named as nobody of here", async () => {
  const { user, main, asked } = await openCompanion();
  await user.click(await main.findByRole("radio", { name: "a real phone" }));
  await user.click(signOn());
  await waitFor(() => expect(asked("start_journey")).toHaveLength(1));
  expect(inputs(asked("start_journey"))[0]?.road).toEqual({ kind: "companionSignOn", approver: null });
  await main.findByText("approved, polled 4 times");
});

test("URL Builder wants the address of the content before anything is sent", async () => {
  const { user, main, asked } = await openWindow("Sign-on");
  await user.click(await main.findByText("Playback", { selector: ".title" }));
  await user.click(await main.findByRole("radio", { name: "URL Builder" }));
  expect(signOn()).toHaveAttribute("aria-disabled", "true");
  await user.type(await main.findByLabelText("Address of the content"), "https://cdn.example/ch015.mpd");
  await user.click(signOn());
  await waitFor(() => expect(asked("start_journey")).toHaveLength(1));
  expect(inputs(asked("start_journey"))[0]?.playing).toEqual({
    approval: false,
    source: "url-builder",
    contentUrl: "https://cdn.example/ch015.mpd",
    certificate: null,
    licence: null,
  });
});
