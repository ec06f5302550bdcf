// What somebody asks of this section when going there: a credential by its id, or a new one, perhaps of one environment.

export const newCredential = { create: true } as const;

export type Request = { id: string } | { create: true; environment?: string };

export function requestOf(argument: unknown): Request | undefined {
  if (typeof argument === "string") return { id: argument };
  if (typeof argument !== "object" || argument === null || !("create" in argument)) return undefined;
  const named = "environment" in argument && typeof argument.environment === "string";
  return named ? { create: true, environment: argument.environment as string } : newCredential;
}
