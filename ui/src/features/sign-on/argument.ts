// What somebody asks of this section when going there: to sign on as a device.

export function clientIdAsked(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("clientId" in argument)) return undefined;
  return typeof argument.clientId === "string" ? argument.clientId : undefined;
}
