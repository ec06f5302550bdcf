// The words of what is done around a content token: what is chosen before, and what came of it.

import type { ContentTokenSource, Drm } from "../../host/bindings";

export const text = {
  title: "Playback",
  notes: {
    alone: "content token alone",
    approval: "approval check",
    urlBuilder: "URL Builder",
    certificate: "certificate",
    licence: (drm: string) => `${drm} licence`,
  },
  approval: "Ask ADM before if the device is approved",
  source: "Content token from",
  sources: { ias: "IAS", "url-builder": "URL Builder" } satisfies Record<ContentTokenSource, string>,
  contentUrl: "Address of the content",
  contentUrlHint: "URL Builder wants it: the DASH or HLS address.",
  licence: "Licence probe",
  certificate: "Certificate of",
  none: "none",
  drms: { widevine: "Widevine", "play-ready": "PlayReady", "fair-play": "FairPlay" } satisfies Record<Drm, string>,
  challenge: "Challenge",
  challenges: { empty: "empty", file: "from a file" },
  emptyHint: "Tells the verdict on the token; the empty challenge is always refused.",
  choose: "Choose a file…",
  chosen: (name: string, bytes: number) => `${name}, ${bytes} bytes`,
  noAddress: {
    title: "The environment has no licence server",
    body: "Its address ends with the SSP tenant, so no other can be taken in its place.",
    action: "Enter the address",
  },
  noContent: "Without a content there is no content token, and nothing of this is asked.",
  blocked: {
    contentUrl: "Enter the address of the content, or take the content token from IAS.",
    licence: "The environment has no licence server. Enter its address, or ask for no licence and no certificate.",
    challenge: "Choose a file with a challenge, or send an empty one.",
  },
  result: {
    label: "What the licence server says",
    token: "Content token",
    challenge: "Challenge",
    words: { accepted: "accepted", refused: "refused", unjudged: "not judged", mismatch: "no match" },
    sentences: {
      accepted: "It is good.",
      refused: "It was not accepted.",
      unjudged: "It was not looked at.",
      mismatch: "Token and challenge do not belong together.",
    },
    emptyRefused: "An empty challenge always is. This was a question about the token.",
    size: "Certificate",
    bytes: (count: number) => `${count} bytes`,
    type: "Type",
    untyped: "none said",
  },
} as const;
