// What somebody asks of this section when going there: to reset the simulator, which is confirmed there, to order a fault, or to
// see its choices and lifetimes.

export const resetSimulator = { reset: true } as const;
export const orderFault = { orderFault: true } as const;
export const setLifetimes = { setLifetimes: true } as const;

const asks = (argument: unknown, name: string) => typeof argument === "object" && argument !== null && name in argument;

export const asksReset = (argument: unknown): boolean => asks(argument, "reset");
export const asksChoices = (argument: unknown): boolean => asks(argument, "setLifetimes") || asks(argument, "choices");
export const asksFault = (argument: unknown): boolean => asks(argument, "orderFault");
