// The first questions to the program: everything for the first picture in one, then, when that is painted, the keychain,
// which may take its time. And what the program tells by itself.

import type { StartUp } from "../host/bindings";
import type { AppPort } from "./port";
import { fromSettings } from "./settings";

const stay = { tone: "warn" } as const;

/** Fills the records. The answer ends the listening. */
export function startUp(app: AppPort, ondone: (answer: StartUp) => void): () => void {
  let gone = false;
  const trouble = app.host.listen("trouble", (what) => app.toasts.say(what, stay));
  void app.host.ask("start_up", {}).then(
    (answer) => {
      if (gone) return;
      fill(app, answer);
      ondone(answer);
      requestAnimationFrame(() => setTimeout(() => void app.keychain.refresh().catch(app.tell)));
    },
    (error) => app.tell(error),
  );
  return () => {
    gone = true;
    void trouble.then((end) => end());
  };
}

function fill(app: AppPort, answer: StartUp): void {
  app.environments.take(answer.environments);
  app.credentials.take(answer.credentials);
  app.devices.take(answer.devices);
  app.clocks.simulatorMovedBy = answer.simulatorMovedBySeconds * 1000;
  app.choice.platformEntries = answer.platforms;
  app.preferences.take(fromSettings(answer.settings));
  for (const notice of answer.notices) app.toasts.say(notice, stay);
}
