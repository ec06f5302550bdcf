// The top bar by keyboard: each environment, platform and account that it offers as an action.

import type { Option } from "../components/select";
import type { Action } from "./actions.svelte";
import { text } from "./messages";
import type { AppPort } from "./port";

export function choiceActions({ choice }: AppPort): Action[] {
  const words = text.actions.choose;
  const choosing = (noun: "environment" | "platform" | "account", options: readonly Option[]) =>
    options.map(({ value, label, detail }) => ({
      id: `choose.${noun}.${value}`,
      title: words[noun](label),
      group: words.group,
      keywords: ["switch", "choose", ...(detail ? [detail] : [])],
      run: () => {
        choice[noun] = value;
      },
    }));
  const accounts = choice.usesAccount ? choosing("account", choice.accounts) : [];
  return [...choosing("environment", choice.environments), ...accounts, ...choosing("platform", choice.platforms)];
}
