// The transport of the desktop program. The only file that imports @tauri-apps.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { asHostError } from "./error";
import type { Transport } from "./transport";

async function ask<Answer>(command: string, args?: Record<string, unknown>): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (thrown) {
    throw asHostError(thrown);
  }
}

export const tauri: Transport = {
  invoke: ask,
  stream(command, args, channelArgument, onmessage) {
    const channel = new Channel(onmessage);
    return ask(command, { ...args, [channelArgument]: channel });
  },
  listen: (event, handler) => listen(event, ({ payload }) => handler(payload as never)),
};
