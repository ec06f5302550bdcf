// How the window reaches the program behind it, whatever that is: Tauri's IPC or a set of recorded answers. `host.ts`
// gives names and types to what is sent over it.

export interface Transport {
  /** One question, one answer. Rejects with a `HostError`. */
  invoke<Answer>(command: string, args?: Record<string, unknown>): Promise<Answer>;

  /** One question that is answered bit by bit before it ends. `channelArgument` names the argument that takes the channel. */
  stream<Message, Answer>(
    command: string,
    args: Record<string, unknown>,
    channelArgument: string,
    onmessage: (message: Message) => void,
  ): Promise<Answer>;

  /** What the program tells by itself. The answer ends it. */
  listen<Payload>(event: string, handler: (payload: Payload) => void): Promise<() => void>;
}
