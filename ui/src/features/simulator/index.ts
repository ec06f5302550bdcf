// Simulator: the platform inside the program.

import type { Action, AppPort, Feature } from "../../app/port";
import { utcTime } from "../../components/time";
import type { ClockChange } from "../../host/bindings";
import { orderFault, resetSimulator, setLifetimes } from "./argument";
import { faultText } from "./fault-messages";
import { text } from "./messages";

/** No request has such a number: the log is not wanted. */
const noRequests = Number.MAX_SAFE_INTEGER;

function clockAction(app: AppPort, name: keyof typeof text.clock.actions, change: ClockChange): Action {
  const run = async () => {
    const view = await app.host.ask("change_simulator", { change: { kind: "clock", change }, after: noRequests });
    app.clocks.simulatorMovedBy = view.clock.movedBySeconds * 1000;
    app.toasts.say(text.clock.said(utcTime(Date.parse(view.clock.now), Date.now())));
  };
  return { id: `simulator.clock-${name}`, title: text.clock.actions[name], group: text.label, run: () => void run().catch(app.tell) };
}

export const feature: Feature = {
  id: "simulator",
  label: text.label,
  icon: "simulator",
  group: "lab",
  screen: () => import("./Screen.svelte"),
  start(app) {
    app.actions.register(() => [
      clockAction(app, "minute", { advanceSeconds: 60 }),
      clockAction(app, "hour", { advanceSeconds: 3600 }),
      clockAction(app, "day", { advanceSeconds: 86_400 }),
      clockAction(app, "back", "takeBack"),
      {
        id: "simulator.order-fault",
        title: faultText.orderAction,
        group: text.label,
        run: () => app.go("simulator", { ...orderFault }),
      },
      {
        id: "simulator.lifetimes",
        title: text.lifetimes.action,
        group: text.label,
        run: () => app.go("simulator", { ...setLifetimes }),
      },
      {
        id: "simulator.reset",
        title: text.resetAction,
        group: text.label,
        run: () => app.go("simulator", { ...resetSimulator }),
      },
    ]);
  },
};
