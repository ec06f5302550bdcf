// The claims of the operator JWT as a person changes them: a value written as JSON, a claim left out, a claim added.

export type ClaimEdits = Readonly<Record<string, string | null>>;

export interface ClaimLine {
  name: string;
  /** JSON. */
  text: string;
  state: "documented" | "edited" | "added" | "removed";
  problem: boolean;
}

export function parsesAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The claims that will be sent, then those that a person added; those left out stay in sight. */
export function claimLines(usual: Readonly<Record<string, unknown>>, edits: ClaimEdits): ClaimLine[] {
  const documented = Object.entries(usual).map(([name, value]): ClaimLine => {
    const own = JSON.stringify(value);
    const edit = Object.hasOwn(edits, name) ? edits[name] : undefined;
    if (edit === undefined || edit === own) return { name, text: own, state: "documented", problem: false };
    if (edit === null) return { name, text: own, state: "removed", problem: false };
    return { name, text: edit, state: "edited", problem: !parsesAsJson(edit) };
  });
  const added = Object.entries(edits).flatMap(([name, edit]): ClaimLine[] =>
    Object.hasOwn(usual, name) || edit === null
      ? []
      : [{ name, text: edit, state: "added", problem: !parsesAsJson(edit) }],
  );
  return [...documented, ...added];
}

/** What is sent over the documented claims, `null` for one left out; undefined while an edit is no JSON. */
export function claimOverrides(edits: ClaimEdits): Record<string, unknown> | undefined {
  const all = Object.entries(edits);
  if (all.some(([, edit]) => edit !== null && !parsesAsJson(edit))) return undefined;
  return Object.fromEntries(all.map(([name, edit]) => [name, edit === null ? null : (JSON.parse(edit) as unknown)]));
}

export function withEdit(edits: ClaimEdits, name: string, edit: string | null): ClaimEdits {
  return { ...edits, [name]: edit };
}

export function withoutEdit(edits: ClaimEdits, name: string): ClaimEdits {
  return Object.fromEntries(Object.entries(edits).filter(([one]) => one !== name));
}
