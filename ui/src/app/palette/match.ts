// Which actions fit what was typed, best first.

import { computeCommandScore } from "bits-ui";
import type { Action } from "../actions.svelte";

export interface ActionGroup {
  label: string;
  actions: readonly Action[];
}

/** Nothing typed: what was used last, then everything by its group. */
export function browse(all: readonly Action[], recent: readonly Action[], recentLabel: string): ActionGroup[] {
  const groups = new Map<string, Action[]>();
  for (const action of all) {
    if (recent.includes(action)) continue;
    const group = groups.get(action.group);
    if (group) group.push(action);
    else groups.set(action.group, [action]);
  }
  const rest = [...groups].map(([label, actions]) => ({ label, actions }));
  return recent.length > 0 ? [{ label: recentLabel, actions: recent }, ...rest] : rest;
}

/** Actions whose title, group or keywords have the typed letters in this order. */
export function find(all: readonly Action[], typed: string): Action[] {
  return all
    .map((action) => ({
      action,
      score: computeCommandScore(action.title, typed, [action.group, ...(action.keywords ?? [])]),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ action }) => action);
}
