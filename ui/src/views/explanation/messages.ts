// The words around an explanation; what it says itself comes from the program.

import type { Likelihood, Remedy, Step } from "../../host/bindings";

export const stepNames = {
  "discover": "servicediscovery",
  "mint-operator-jwt": "sign operator JWT",
  "get-session-token": "getSessionToken",
  "show-qr": "show QR",
  "scan": "scan",
  "sign-on": "signOnWithSessionToken",
  "content-token": "content_token",
} satisfies Record<Step, string>;

export const text = {
  seen: "What we can see from here",
  nothing: "Nothing that can be seen from here is wrong.",
  likelihood: { likely: "likely", possible: "possible", fine: "fine" } satisfies Record<Likelihood, string>,
  ticket: "For a ticket",
  correlation: "correlation",
  at: "at",
  copyTicket: "Copy for a ticket",
  curl: "Copy as curl, secrets cut",
  save: "Save the run",
  remedies: {
    useEncoding: (encoding: string) => `Use as ${encoding} and repeat`,
    signOnFirstTime: () => "Sign on first-time",
    repeatFrom: (step: Step) => `Repeat from ${stepNames[step]}`,
    editEnvironment: () => "Edit the environment",
    editCredential: () => "Edit the credential",
    dropEditedClaims: () => "Drop the edited claims and repeat",
  } satisfies Record<Remedy["kind"], unknown>,
} as const;
