export const count: number = "planted";
