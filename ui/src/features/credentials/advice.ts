// The line under the secret while it is typed: what it would be in the encoding chosen, and which other it may be.

import type { SecretEncoding } from "../../host/bindings";
import { text } from "./messages";
import { bytesAs, likelyMeant, otherFits } from "./shape";

const shortest = 32;

export interface Advice {
  words: string;
  tone: "quiet" | "warn";
  /** Offered as one click. */
  use?: SecretEncoding;
}

export function adviceFor(secret: string, encoding: SecretEncoding): Advice | undefined {
  if (secret === "") return undefined;
  const { shape, encodings } = text;
  const bytes = bytesAs(secret, encoding);
  if (bytes === undefined) {
    const others = otherFits(secret, encoding);
    const names = others.map((other) => encodings[other]).join(shape.or);
    const [use] = others;
    return { words: `${shape.notFitting(encodings[encoding])} ${shape.would(names)}`, tone: "warn", ...(use ? { use } : {}) };
  }
  const is = shape.fits(text.bytes(bytes), encodings[encoding]);
  const meant = encoding === "text" ? likelyMeant(secret) : undefined;
  if (meant) {
    const then = text.bytes(bytesAs(secret, meant) ?? 0);
    return { words: `${is} ${shape.looksLike(encodings[meant], then)}`, tone: "warn", use: meant };
  }
  if (encoding === "text" && secret.trim() !== secret) return { words: `${is} ${shape.space}`, tone: "warn" };
  if (bytes < shortest) return { words: `${is} ${shape.short}`, tone: "warn" };
  return { words: is, tone: "quiet" };
}
