// Everything of this section that can be done, for the palette and the keyboard.

import type { Action } from "../../app/port";
import { text } from "./messages";
import { text as phoneText } from "./phone/messages";
import { roads } from "./road";
import type { Session } from "./session.svelte";

/** Only while the section is shown: the key saves what is on screen. */
export function saveAction(session: Session): Action {
  return {
    id: "sign-on.save",
    title: text.actions.save,
    group: text.label,
    keys: ["Mod+S"],
    keywords: ["export", "json", "report"],
    blocked: () => session.saveBlocked,
    run: () => session.saveRun(),
  };
}

export function signOnActions(session: Session): Action[] {
  const { app, run, inputs, selection } = session;
  const words = text.actions;
  const why = text.run.blocked;
  const group = text.label;
  const shown = () => app.go("sign-on");
  const noCode = () => (run.code ? undefined : why.noPicture);
  const busy = () => (run.isRunning ? why.running : undefined);
  const noScreen = () => session.screenBlocked ?? busy();
  const screenshot = ["screenshot", "picture", "qr code"];
  const exchange = selection.report?.exchange;
  const correlation = run.reports.find((report) => report.exchange)?.exchange?.correlationId;
  const step = selection.step;

  const action = (id: string, title: string, act: () => void, more: Partial<Action> = {}): Action => ({
    id: `sign-on.${id}`,
    title,
    group,
    run: act,
    ...more,
  });
  return [
    action("run", session.isPaused ? text.run.goOn : words.run, () => (shown(), session.go("runThrough")), {
      keys: ["Mod+Enter"],
      blocked: () => (session.isPaused ? session.waits : session.blocked),
    }),
    action("step", session.hasEnded ? words.stepAnew : words.step, () => (shown(), session.go("oneStep")), {
      keys: ["Mod+Shift+Enter"],
      blocked: () => (session.isPaused ? session.waits : session.blocked),
    }),
    action("stop", words.stop, () => session.stop(), {
      keys: ["Escape", "Mod+."],
      blocked: () => (run.isRunning ? undefined : why.notRunning),
    }),
    action("repeat", words.repeat(step ? session.nameOf(session.repeatableStep(step)) : "…"), () => step && session.repeat(step), {
      keys: ["Mod+R"],
      blocked: () => (step ? session.repeatBlocked : why.noStep),
    }),
    action("scan-file", words.scanFile, () => (shown(), session.scan("file")), { blocked: busy }),
    action("scan-clipboard", words.scanClipboard, () => (shown(), session.scan("clipboard")), { blocked: busy }),
    action("scan-screen", words.scanScreen, () => (shown(), session.scan("screen")), { blocked: noScreen, keywords: screenshot }),
    action("scan-region", words.scanRegion, () => (shown(), session.scan("region")), { blocked: noScreen, keywords: screenshot }),
    action("copy-code", words.copyCode, () => session.copyCode(), { blocked: noCode }),
    action("enlarge-code", words.enlarge, () => (shown(), (session.enlarged = true)), { blocked: noCode }),
    action("save-svg", words.saveSvg, () => session.saveCode("svg"), { blocked: noCode }),
    action("save-png", words.savePng, () => session.saveCode("png"), { blocked: noCode }),
    action("curl", words.curl, () => exchange && app.copy(exchange.curl), {
      keys: ["Mod+Shift+C"],
      blocked: () => (exchange ? undefined : why.noExchange),
    }),
    action("correlation", words.correlation, () => correlation && app.copy(correlation), {
      keywords: ["x-correlation-id"],
      blocked: () => (correlation ? undefined : why.noRun),
    }),
    action("usual", words.usual, () => (inputs.signOn = "usual"), { keywords: ["client_id", "nth-time"] }),
    action("first-time", words.firstTime, () => (inputs.signOn = "firstTime"), { keywords: ["new device"] }),
    action("phone", phoneText.actions.choose, () => (shown(), session.usePhone()), { keywords: ["mobile", "local network", "page"] }),
    action("close-phone", phoneText.actions.close, () => void session.phone.close(), {
      blocked: () => (session.phone.page ? undefined : phoneText.blocked.noPage),
    }),
    ...roads.map((road) => action(`road-${road}`, words.road[road], () => (shown(), (inputs.road = road)))),
    action("ask-again", words.askAgain, () => (shown(), void inputs.password.ask()), {
      keywords: ["parameterProperties", "servicediscovery"],
      blocked: () => (inputs.road === "passwordSignOn" && inputs.password.way === "ags" ? undefined : why.notAsked),
    }),
    action("keep-password", words.keepPassword(inputs.password.keep), () => (inputs.password.keep = !inputs.password.keep), {
      keywords: ["keychain", "remember"],
      blocked: () => (inputs.road === "passwordSignOn" ? undefined : why.notByPassword),
    }),
    action("remove-password", words.removePassword, () => (shown(), (inputs.password.kept.removing = true)), {
      keywords: ["keychain", "forget"],
      blocked: () => (inputs.road === "passwordSignOn" && inputs.password.keptEntry ? undefined : why.noneKept),
    }),
    action("reset-claims", words.resetClaims, () => (inputs.claims = {})),
    action("played", words.played, () => ((inputs.road = "qrSignOn"), (inputs.headEnd = "played"))),
    action("real", words.real, () => ((inputs.road = "qrSignOn"), (inputs.headEnd = "real")), { keywords: ["scan", "television"] }),
    action("add-credential", words.addCredential, () => app.go("credentials", { create: true, environment: app.choice.environment })),
  ];
}
