// The whole window on recorded answers, at one section, with what it asked of the program.

import { render, screen, within } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import App from "../src/app/App.svelte";
import { features } from "../src/app/features";
import type { Commands, Problem } from "../src/host/bindings";
import { browser, type Recording } from "../src/host/browser";
import { Host } from "../src/host/host";
import { recordings } from "../src/host/recordings";

/** Other answers than the recorded ones. */
export type Answers = { [Name in keyof Commands]?: Recording };

export interface Window {
  user: UserEvent;
  main: ReturnType<typeof within<typeof import("@testing-library/dom").queries>>;
  /** The arguments of every call of this command, in order. */
  asked(command: keyof Commands): Record<string, unknown>[];
}

export async function openWindow(section: string, answers: Answers = {}): Promise<Window> {
  const calls: [string, Record<string, unknown>][] = [];
  const all = Object.entries({ ...recordings(), ...answers }).map(([name, answer]): [string, Recording] => [
    name,
    (args, recorder) => {
      calls.push([name, args]);
      return answer(args, recorder);
    },
  ]);
  render(App, { host: new Host("recorded", browser(Object.fromEntries(all))), features });
  const user = userEvent.setup();
  await user.click(within(screen.getByRole("navigation")).getByRole("button", { name: new RegExp(`^${section}`) }));
  const main = screen.getByRole("main", { name: section });
  await within(main).findAllByRole("heading");
  return {
    user,
    main: within(main),
    asked: (command) => calls.flatMap(([name, args]) => (name === command ? [args] : [])),
  };
}

/** An error as the program answers it. */
export function refuse(kind: string, headline: string, remedy = "Do something about it.", problems: readonly Problem[] = []): Recording {
  return () => {
    throw Object.assign(new Error(headline), { kind, headline, detail: "", remedy, problems });
  };
}
