// Devices: every installation that has signed on, with its client_id, its tokens and what can be done with them.

import type { AppPort, Feature } from "../../app/port";
import { deviceActions } from "./actions";
import { Desk } from "./desk.svelte";
import { setDesk } from "./desks";
import { sessionActions, watchSessions } from "./sessions";
import { text } from "./messages";

export const feature: Feature = {
  id: "devices",
  label: text.label,
  icon: "devices",
  group: "work",
  count: ({ devices }) => (devices.all.length > 0 ? { value: devices.all.length, word: text.known } : undefined),
  screen: () => import("./Screen.svelte"),
  start(app: AppPort) {
    const desk = new Desk(app);
    setDesk(app, desk);
    app.actions.register(() => [...deviceActions(desk), ...sessionActions(desk)]);
    watchSessions(desk);
  },
};
