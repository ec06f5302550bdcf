// Where secrets are kept, said once for every section that speaks of it.

export const keptWhere =
  "Operator secrets, refresh tokens, and passwords where you keep them, lie in the keychain of this system; access, content and session tokens in memory only.";
