// What follows by itself: the program is asked what a sign-on would do whenever an input changes, the status bar shows the
// ends of the tokens, a device picked among the devices is taken over, and a picture that is dropped on the window is scanned.

import { untrack } from "svelte";
import type { AppPort } from "../../app/port";
import type { Road, TokenView } from "../../host/bindings";
import { digits } from "../../components/time";
import { skewText } from "../../views/exchange";
import { clockOf } from "../../views/token";
import { clientIdAsked } from "./argument";
import { lifetimeSeconds } from "./inputs/lifetime";
import { text } from "./messages";
import { text as phoneText } from "./phone/messages";
import type { RoadKind } from "./road";
import type { Session } from "./session.svelte";

const quiet = 120;

/** To be called while a component is set up; it lives as long as that. */
export function watch(session: Session): void {
  const { app } = session;
  $effect(() => prepare(session));
  $effect(() => {
    const { page } = session.phone;
    // Before everything else in the bar: as long as it is on, it is seen.
    app.status.set("phone", page && { side: "left", tone: "warn", label: phoneText.status(page.address) });
  });
  $effect(() => showTokens(session, app));
  $effect(() => {
    const { phone, run } = session;
    if (phone.journey && phone.begun === "no" && !run.isRunning) untrack(() => session.beginAsPhone());
  });
  $effect(() => {
    app.choice.usesAccount = session.inputs.road === "qrSignOn";
  });
  $effect(() => {
    const clientId = clientIdAsked(app.argument);
    // Once: what is chosen after that is another choice.
    if (clientId !== undefined) untrack(() => session.inputs.signOnAs(clientId));
  });
  $effect(() => {
    // One click makes one device.
    if (session.run.device?.new) untrack(() => session.inputs.signOn === "firstTime" && (session.inputs.signOn = "usual"));
  });
  $effect(() => {
    const { environment } = app.choice;
    untrack(() => session.run.leave(environment));
  });
  $effect(() => {
    const listening = app.host.listen("run-kept", () => void app.devices.refresh().catch(app.tell));
    return () => void listening.then((end) => end());
  });
  $effect(() => {
    const listening = app.host.listen("picture-dropped", () => {
      app.go("sign-on");
      session.scan("dropped");
    });
    return () => void listening.then((end) => end());
  });
}

function prepare({ app, inputs }: Session): (() => void) | undefined {
  const { environment, platform, account, content, entry } = app.choice;
  const lifetime = lifetimeSeconds(inputs.lifetime, inputs.seconds) ?? null;
  const roads: Record<RoadKind, Road> = {
    qrSignOn: { kind: "qrSignOn", credential: null, account: account.trim(), lifetime, claims: {} },
    passwordSignOn: { kind: "passwordSignOn", userName: "", password: null, parameters: [] },
    guestSignOn: { kind: "guestSignOn", country: null },
    companionSignOn: inputs.approvers.road,
  };
  const road = roads[inputs.road];
  // A device may have been made or forgotten meanwhile.
  void app.devices.all;
  if (!entry || entry.state.kind === "damaged" || (road.kind === "qrSignOn" && road.account === "")) {
    inputs.preparation = undefined;
    return undefined;
  }
  const input = { environment, road, platform, signOn: { kind: "usual" }, content: content.trim() || null } as const;
  let gone = false;
  const timer = setTimeout(() => {
    app.host.ask("prepare_journey", { input }).then(
      (answer) => {
        if (!gone) inputs.preparation = answer;
      },
      (error: unknown) => {
        if (gone) return;
        inputs.preparation = undefined;
        app.tell(error);
      },
    );
  }, quiet);
  return () => {
    gone = true;
    clearTimeout(timer);
  };
}

function showTokens({ run }: Session, app: AppPort): void {
  const words = text.status;
  const end = (...slots: string[]) => {
    const view = run.tokens.filter((token) => slots.includes(token.slot)).at(-1)?.view;
    return view?.expiresAt ? view : undefined;
  };
  const left = (view: TokenView) => () => {
    const rest = Date.parse(view.expiresAt ?? "") - clockOf(view, app.clocks.now(run.input?.environment));
    return rest > 0 ? digits(rest) : words.ended;
  };
  const access = end("access-token", "renewed-access-token");
  const refresh = end("refresh-token", "renewed-refresh-token");
  app.status.set(
    "access",
    access ? { side: "left", label: words.access, value: left(access) } : { side: "left", label: words.notSignedOn },
  );
  app.status.set("refresh", refresh ? { side: "left", label: words.refresh, value: left(refresh) } : undefined);
  const skews = run.reports.flatMap((report) => report.exchange?.clockSkew ?? []);
  const skew = skews.at(-1);
  app.status.set("skew", skew === undefined ? undefined : { side: "left", label: words.skew, value: skewText(skew) });
}
