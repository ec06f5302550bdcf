// The transport of a plain browser: recorded answers. It is how the window is looked at and tested without Rust, and is not
// part of the desktop program.

import type { HostError } from "./error";
import { recordedText as text } from "./messages";
import type { Transport } from "./transport";

/** What a recorded command may do besides answering. */
export interface Recorder {
  /** Sends one message of a stream. */
  send(message: unknown): void;
  /** Tells everybody who listens. */
  emit(event: string, payload: unknown): void;
}

export type Recording = (args: Record<string, unknown>, recorder: Recorder) => unknown;

/** The recordings may still be on their way. */
export function browser(recordings: Record<string, Recording> | Promise<Record<string, Recording>>): Transport {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const emit = (event: string, payload: unknown) => listeners.get(event)?.forEach((handler) => handler(payload));

  async function answer<Answer>(
    command: string,
    args: Record<string, unknown> = {},
    send: (message: unknown) => void = () => undefined,
  ): Promise<Answer> {
    const recording = (await recordings)[command];
    if (!recording) throw notRecorded(command);
    // Through JSON, as over IPC: nothing can be shared by accident.
    const sent = JSON.parse(JSON.stringify(args)) as Record<string, unknown>;
    return (await recording(sent, { send, emit })) as Answer;
  }

  return {
    invoke: (command, args) => answer(command, args),
    stream: (command, args, _channelArgument, onmessage) =>
      answer(command, args, (message) => onmessage(message as never)),
    listen(event, handler) {
      const handlers = listeners.get(event) ?? new Set();
      const take = (payload: unknown) => handler(payload as never);
      listeners.set(event, handlers.add(take));
      return Promise.resolve(() => void handlers.delete(take));
    },
  };
}

function notRecorded(command: string): HostError {
  return { kind: "notRecorded", ...text.notRecorded, detail: text.notRecorded.detail(command), problems: [] };
}
