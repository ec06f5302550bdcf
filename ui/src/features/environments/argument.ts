// What somebody asks of this section when going there: an environment by its id, or a new one.

export const newEnvironment = { create: true } as const;

export function requestOf(argument: unknown): "new" | { id: string } | undefined {
  if (typeof argument === "string") return { id: argument };
  if (typeof argument === "object" && argument !== null && "create" in argument) return "new";
  return undefined;
}
