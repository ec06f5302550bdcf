// What somebody asks of this section when going there: to reset the simulator, which is confirmed there, to order a fault, or to
// set lifetimes.

export const resetSimulator = { reset: true } as const;
export const orderFault = { orderFault: true } as const;
export const setLifetimes = { setLifetimes: true } as const;

const asks = (argument: unknown, name: string) => typeof argument === "object" && argument !== null && name in argument;

export const asksReset = (argument: unknown): boolean => asks(argument, "reset");
export const asksLifetimes = (argument: unknown): boolean => asks(argument, "setLifetimes");
export const asksFault = (argument: unknown): boolean => asks(argument, "orderFault");
