// Simulator: the platform inside the program.

import type { Feature } from "../../app/port";
import { resetSimulator } from "./argument";
import { text } from "./messages";

export const feature: Feature = {
  id: "simulator",
  label: text.label,
  icon: "simulator",
  group: "lab",
  screen: () => import("./Screen.svelte"),
  start(app) {
    app.actions.register(() => [
      {
        id: "simulator.reset",
        title: text.resetAction,
        group: text.label,
        run: () => app.go("simulator", { ...resetSimulator }),
      },
    ]);
  },
};
