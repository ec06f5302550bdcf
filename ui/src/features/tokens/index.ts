// Tokens: open any token and read it.

import type { Feature } from "../../app/port";
import { text } from "./messages";

export const feature: Feature = {
  id: "tokens",
  label: text.label,
  icon: "tokens",
  group: "work",
  screen: () => import("./Screen.svelte"),
  start(app) {
    app.actions.register(() => [
      {
        id: "tokens.read",
        title: text.action,
        group: text.label,
        keywords: ["decode", "jwt", "paste"],
        run: () => app.go("tokens"),
      },
    ]);
  },
};
