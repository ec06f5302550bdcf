// The one session of a window, found by its port.

import type { AppPort } from "../../app/port";
import type { Session } from "./session.svelte";

const sessions = new WeakMap<AppPort, Session>();

export function setSession(app: AppPort, session: Session): void {
  sessions.set(app, session);
}

export function sessionOf(app: AppPort): Session {
  const session = sessions.get(app);
  if (!session) throw new Error("the feature was not started");
  return session;
}
