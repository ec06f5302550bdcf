// What a token is called where nobody knows from which step it came.

import type { TokenKind } from "../../host/bindings";
import { text } from "./messages";

/** `Access token`, `Operator JWT`; a type that nobody knows is named as it is written. */
export function tokenTitle(kind: TokenKind): string {
  return kind.kind === "unknown" ? `${text.kinds.unknown} ${kind.typ}` : text.kinds[kind.kind];
}
