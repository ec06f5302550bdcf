// What follows by itself: the window hears of sessions as long as it is open, and the status bar says that some beat.

import type { Desk } from "../desk.svelte";
import { text } from "./messages";

/** To be called while a component is set up; it lives as long as that. */
export function watchSessions(desk: Desk): void {
  const { app, sessions } = desk;
  void sessions.watch().catch(app.tell);
  $effect(() => {
    const running = sessions.all.filter(({ report }) => report.state === "running");
    const missed = running.some(({ report }) => report.missed > 0);
    app.status.set(
      "sessions",
      running.length > 0 ? { side: "left", tone: missed ? "warn" : "ok", label: text.status(running.length) } : undefined,
    );
  });
}
