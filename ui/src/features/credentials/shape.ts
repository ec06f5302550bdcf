// What the shape of a typed secret says about its encoding. Looked at here and now; nothing of it is kept or told.

import type { SecretEncoding } from "../../host/bindings";

const encodings: readonly SecretEncoding[] = ["hex", "base64", "base64url", "text"];
const alphabets: Record<Exclude<SecretEncoding, "text">, RegExp> = {
  hex: /^(?:[0-9a-f]{2})+$/i,
  base64: /^[A-Za-z0-9+/]+={0,2}$/,
  base64url: /^[A-Za-z0-9_-]+={0,2}$/,
};
/** Sizes that keys are made in. */
const usualSizes = new Set([16, 24, 32, 48, 64]);
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Bytes of the key in this encoding; undefined when the secret does not fit it. */
export function bytesAs(secret: string, encoding: SecretEncoding): number | undefined {
  if (encoding === "text") return new TextEncoder().encode(secret).length || undefined;
  const trimmed = secret.trim();
  if (!alphabets[encoding].test(trimmed)) return undefined;
  if (encoding === "hex") return trimmed.length / 2;
  const digits = trimmed.replace(/=+$/, "").length;
  return digits % 4 === 1 ? undefined : Math.floor((digits * 3) / 4);
}

/** Other encodings that the secret would fit, likeliest first; text fits everything, so it comes last. */
export function otherFits(secret: string, chosen: SecretEncoding): SecretEncoding[] {
  return encodings.filter((encoding) => encoding !== chosen && bytesAs(secret, encoding) !== undefined);
}

/** What a secret that is taken as text was more likely meant as: a key of a usual size, written down. */
export function likelyMeant(secret: string): SecretEncoding | undefined {
  const trimmed = secret.trim();
  if (uuid.test(trimmed)) return undefined;
  return otherFits(secret, "text").find((encoding) => {
    const bytes = bytesAs(secret, encoding) ?? 0;
    if (!usualSizes.has(bytes)) return false;
    return encoding === "hex" || (/[A-Z]/.test(trimmed) && /[a-z]/.test(trimmed) && /[0-9+/_=-]/.test(trimmed));
  });
}
