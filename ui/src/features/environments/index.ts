// Environments: the deployments under test.

import type { Feature } from "../../app/port";
import { newEnvironment } from "./argument";
import { text } from "./messages";

export const feature: Feature = {
  id: "environments",
  label: text.label,
  icon: "environments",
  group: "setup",
  screen: () => import("./Screen.svelte"),
  start(app) {
    app.actions.register(() => [
      {
        id: "environments.new",
        title: text.create,
        group: text.label,
        keys: ["Mod+N"],
        keywords: ["add", "deployment", "profile"],
        run: () => app.go("environments", { ...newEnvironment }),
      },
    ]);
  },
};
