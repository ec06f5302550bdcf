// What somebody asks of this section when going there: to reset the simulator, which is confirmed there, or to order a fault.

export const resetSimulator = { reset: true } as const;
export const orderFault = { orderFault: true } as const;

const asks = (argument: unknown, name: string) => typeof argument === "object" && argument !== null && name in argument;

export const asksReset = (argument: unknown): boolean => asks(argument, "reset");
export const asksFault = (argument: unknown): boolean => asks(argument, "orderFault");
