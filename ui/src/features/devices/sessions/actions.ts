// What can be done with the playback sessions of the chosen device, for the palette.

import type { Action } from "../../../app/port";
import type { Desk } from "../desk.svelte";
import { text } from "./messages";
import { isLive } from "./sessions.svelte";

export function sessionActions(desk: Desk): Action[] {
  const { app, device, sessions, setUp } = desk;
  const words = text.palette;
  const name = device ? desk.nameOf(device) : "";
  const all = device ? sessions.of(device.id) : [];
  const live = all.filter(isLive);
  // The one that is looked at, else the newest.
  const chosen = live.find(({ report }) => report.id === desk.openSession) ?? live.at(-1);
  const called = chosen ? text.name(all.indexOf(chosen) + 1) : words.theSession;
  const action = (id: string, title: string, act: () => void, blocked: () => string | undefined): Action => ({
    id: `devices.${id}`,
    title,
    group: text.title,
    keywords: ["SSM", "stream", "heartbeat", "playback"],
    blocked,
    run: () => {
      app.go("devices");
      act();
    },
  });
  return [
    action("set-up-session", words.setUp(name), () => void setUp.go(), () => setUp.blocked),
    action("tear-down-session", words.tearDown(called, name), () => chosen && void sessions.tearDown(chosen.report.id), () =>
      chosen?.canBeTornDown ? undefined : text.blocked.noSession,
    ),
    action("tear-down-sessions", words.tearDownAll(name), () => desk.tearDownAll(), () =>
      live.length > 0 ? undefined : text.blocked.noSession,
    ),
  ];
}
