// Everything that can be done with the chosen device, for the palette.

import type { Action } from "../../app/port";
import type { Desk } from "./desk.svelte";
import { text } from "./messages";

export function deviceActions(desk: Desk): Action[] {
  const { app, device } = desk;
  const words = text.palette;
  const why = text.blocked;
  const name = device ? desk.nameOf(device) : words.theDevice;
  const tokens = device && desk.tokens.of(device.id);
  const noDevice = () => (device ? undefined : why.noDevice);

  const action = (id: string, title: string, act: () => void, more: Partial<Action> = {}): Action => ({
    id: `devices.${id}`,
    title,
    group: text.label,
    blocked: noDevice,
    run: () => {
      app.go("devices");
      act();
    },
    ...more,
  });
  return [
    action("refresh", words.refresh(name), () => desk.start("refresh"), {
      keywords: ["renew", "access token"],
      blocked: () => desk.blocked("refresh"),
    }),
    action(
      "automatic",
      desk.automatic ? words.automaticOff(name) : words.automaticOn(name),
      () => desk.switchAutomatic(!desk.automatic),
      { keywords: ["automatic"], blocked: () => noDevice() ?? desk.automaticBlocked },
    ),
    action("content-token", words.content(name), () => desk.start("playback"), {
      keywords: ["playback", "rights"],
      blocked: () => desk.blocked("playback"),
    }),
    action("sign-out", words.signOut(name), () => desk.start("signOut"), { blocked: () => desk.blocked("signOut") }),
    action("cancel", words.cancel(name), () => desk.cancel(), {
      keywords: ["stop"],
      blocked: () => (desk.run?.isRunning ? undefined : why.notRunning),
    }),
    action("sign-on", words.signOn(name), () => desk.signOn(), { keywords: ["nth-time", "client_id"], run: () => desk.signOn() }),
    action("copy-access", words.copyAccess(name), () => desk.copyToken("access-token"), {
      blocked: () => noDevice() ?? (tokens?.access?.cut ? undefined : text.tokens.noCopy),
    }),
    action("copy-refresh", words.copyRefresh(name), () => desk.copyToken("refresh-token"), {
      blocked: () => noDevice() ?? (tokens?.refresh?.cut ? undefined : text.tokens.noCopy),
    }),
    action("rename", words.rename(name), () => (desk.renamed = device), { keywords: ["label"] }),
    action("forget", words.forget(name), () => (desk.forgotten = device), { keywords: ["delete", "remove"] }),
  ];
}
