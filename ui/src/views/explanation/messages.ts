// The words around an explanation; what it says itself comes from the program.

import type { Likelihood, Remedy, Step } from "../../host/bindings";

/** As a QR sign-on calls them; on another road a step may make another call. */
export const stepNames = {
  "discover": "servicediscovery",
  "mint-operator-jwt": "sign operator JWT",
  "get-session-token": "getSessionToken",
  "show-qr": "show QR",
  "scan": "read QR",
  "choose-code": "choose the code",
  "sign-on": "signOnWithSessionToken",
  "choose-account": "subsequentSignOn",
  "content-token": "content_token",
  "refresh": "refresh",
  "content-token-again": "content_token again",
  "sign-out": "signOut",
  "registration-code": "deviceRegistrationCode",
  "poll": "signOnActivationToken, first poll",
  "approve": "deviceRegistrationCode/actions/approve",
  "approve-again": "deviceRegistrationCode/actions/approve again",
  "await-approval": "signOnActivationToken",
  "device-approval": "amiapproved",
  "device-approval-again": "amiapproved again",
  "certificate": "certificates",
  "licence": "licenses",
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
    repeatFrom: (step: string) => `Repeat from ${step}`,
    editEnvironment: () => "Edit the environment",
    editCredential: () => "Edit the credential",
    dropEditedClaims: () => "Drop the edited claims and repeat",
    signOnAgain: () => "Sign on again",
  } satisfies Record<Remedy["kind"], unknown>,
} as const;
