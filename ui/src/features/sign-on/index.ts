// Sign-on: run the QR sign-on, watch it, look inside.

import type { AppPort, Feature } from "../../app/port";
import { signOnActions } from "./actions";
import { text } from "./messages";
import { Session } from "./session.svelte";
import { setSession } from "./sessions";
import { watch } from "./watch.svelte";

export const feature: Feature = {
  id: "sign-on",
  label: text.label,
  icon: "sign-on",
  group: "work",
  screen: () => import("./Screen.svelte"),
  start(app: AppPort) {
    const session = new Session(app);
    setSession(app, session);
    app.actions.register(() => signOnActions(session));
    watch(session);
  },
};
