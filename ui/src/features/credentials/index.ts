// Credentials: with which key the head-end signs its JWT. The secrets themselves are never here.

import type { Feature } from "../../app/port";
import { newCredential } from "./argument";
import { text } from "./messages";

export const feature: Feature = {
  id: "credentials",
  label: text.label,
  icon: "credentials",
  group: "setup",
  screen: () => import("./Screen.svelte"),
  start(app) {
    app.actions.register(() => [
      {
        id: "credentials.new",
        title: text.create,
        group: text.label,
        keywords: ["new", "kid", "secret", "key"],
        run: () => app.go("credentials", { ...newCredential }),
      },
    ]);
  },
};
