// The words of the section Tokens.

export const text = {
  label: "Tokens",
  splitter: "Width of the pasted token",
  paste: "Read a token",
  field: "Token",
  placeholder: "eyJ…",
  hint: "Any JWT, with or without “Bearer”. It is read on this machine only: nothing is sent, nothing is kept.",
  check: "Check the signature with",
  noCheck: "No credential: not checked",
  credential: (name: string, fingerprint: string) => `${name}, ${fingerprint}`,
  clear: "Clear",
  nothingToClear: "Nothing is pasted.",
  reading: "Reading",
  details: "What is inside",
  empty: {
    title: "No token is open",
    body: "Paste any token, or open one from a run. It is read on this machine only.",
  },
  opaque: {
    title: "This is no JWT",
    body: (length: number) =>
      `It is ${length} characters of opaque text: only who issued it knows what it stands for. A session token looks like this. Nothing can be read out of it, and nothing is wrong with that.`,
    hint: "A JWT has three parts with a full stop between them and begins with “eyJ”. If this should be one, see that it was copied whole.",
  },
  forms: { jwt: "JWT", decodedClaims: "decoded claims", opaque: "opaque" },
  characters: (length: number) => `${length} characters`,
  action: "Read a token",
} as const;
