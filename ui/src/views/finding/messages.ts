// The words around findings.

export const text = {
  none: { title: "Nothing was noticed", body: "Everything agrees with the documents." },
  severity: { note: "note", warning: "warning", error: "error" },
  list: "Findings",
} as const;
