// The log of requests: what is new comes to it, the oldest go, and a filter shows some of it.

import type { LoggedRequest } from "../../host/bindings";

/** As many as the simulator keeps. */
const kept = 500;

export interface LogFilter {
  words: string;
  refusedOnly: boolean;
}

/** The log with what came since; an entry that is there already is not added. */
export function appended(log: readonly LoggedRequest[], news: readonly LoggedRequest[]): readonly LoggedRequest[] {
  const last = log.at(-1)?.number ?? 0;
  const later = news.filter(({ number }) => number > last);
  return later.length === 0 ? log : [...log, ...later].slice(-kept);
}

/** A refusal, an answer that is none, or one that a fault changed. */
export const isRefused = (request: LoggedRequest): boolean => request.status >= 400 || request.why !== null;

/** Newest first. */
export function filtered(log: readonly LoggedRequest[], filter: LogFilter): LoggedRequest[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const says = (request: LoggedRequest) => {
    const { method, path, status, why, correlationId, call } = request;
    return [method, path, status, why, correlationId, call].join(" ").toLowerCase();
  };
  const shown = (request: LoggedRequest) =>
    (!filter.refusedOnly || isRefused(request)) && words.every((word) => says(request).includes(word));
  return log.filter(shown).reverse();
}
