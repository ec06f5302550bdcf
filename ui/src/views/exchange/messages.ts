// The words of an exchange.

import type { Stage } from "../../host/bindings";

export const text = {
  tabs: { label: "Exchange", request: "Request", response: "Response" },
  headers: "Headers",
  body: "Body",
  bodySize: (bytes: number) => (bytes === 1 ? "1 byte" : `${bytes} bytes`),
  noBody: "No body was sent.",
  noAnswerBody: "The answer has no body.",
  notText: (bytes: number) => `${bytes} bytes that are no text.`,
  views: { label: "Show the body as", tree: "Tree", raw: "Raw" },
  tree: "Body as a tree",
  raw: "Body as it was sent",
  url: "Address",
  correlation: "correlation",
  sent: "sent",
  version: "version",
  clockSkew: "clock skew",
  about: "About this exchange",
  curl: "Copy as curl",
  curlHint: "With secrets cut",
  timings: "Timings",
  stages: { dns: "DNS", connect: "connect", wait: "wait", body: "body" },
  total: "in all",
  reused: "The connection was open already.",
  stage: {
    prepare: "before it was sent",
    dns: "while the host's name was looked up",
    connect: "while connecting",
    tls: "while TLS was set up",
    wait: "while waiting for the answer",
    body: "in the middle of the answer",
  } satisfies Record<Stage, string>,
  failed: (stage: string) => `It failed ${stage}.`,
  noAnswer: { title: "No answer came" },
  calls: {
    label: "Which call",
    entry: (number: number, of: number) => `Call ${number} of ${of}`,
    unanswered: "no answer",
  },
  openToken: "Open",
} as const;
