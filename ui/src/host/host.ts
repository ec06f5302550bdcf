// The program behind the window, as the window sees it: the commands that Rust names, with their arguments and answers.
// Features ask it and know nothing of how the answer travels.

import type { Commands } from "./bindings";
import type { Transport } from "./transport";

export type HostKind = "desktop" | "recorded";

/** Commands that answer bit by bit before they end. */
export type StreamCommand = {
  [Name in keyof Commands]: Commands[Name] extends { channel: unknown } ? Name : never;
}[keyof Commands];

/** Commands with one answer. */
export type PlainCommand = Exclude<keyof Commands, StreamCommand>;

type Message<Name extends StreamCommand> = Commands[Name]["channel"]["events"];

/** What the program tells by itself. */
export interface HostEvents {
  /** The name of a file that was dropped on the window; the file stays with the program. */
  "picture-dropped": string;
  /** A run was kept: there may be another device, and there is another past run. */
  "run-kept": null;
  /** Something went wrong that no command was waiting for. */
  trouble: string;
}

export class Host {
  constructor(
    /** Whether real work is behind the window, or recorded answers. */
    readonly kind: HostKind,
    protected readonly transport: Transport,
  ) {}

  /** One question, one answer. Rejects with a `HostError`. */
  ask<Name extends PlainCommand>(
    command: Name,
    args: Commands[Name]["arguments"],
  ): Promise<Commands[Name]["answer"]> {
    return this.transport.invoke(command, { ...args });
  }

  /** A question whose events arrive while it is at work. */
  stream<Name extends StreamCommand>(
    command: Name,
    args: Commands[Name]["arguments"],
    onmessage: (message: Message<Name>) => void,
  ): Promise<Commands[Name]["answer"]> {
    return this.transport.stream(command, { ...args }, "events", onmessage);
  }

  /** Listens until the answer is called. */
  listen<Name extends keyof HostEvents>(event: Name, handler: (payload: HostEvents[Name]) => void): Promise<() => void> {
    return this.transport.listen(event, handler);
  }
}
