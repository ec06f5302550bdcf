// What somebody asks of this section when going there: to reset the simulator, which is confirmed there.

export const resetSimulator = { reset: true } as const;

export function asksReset(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "reset" in argument;
}
