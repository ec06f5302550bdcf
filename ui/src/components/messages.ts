// Every word that a component says by itself. What a component is given by its owner is in the owner's catalogue.

export const text = {
  ago: (span: string) => `${span} ago`,
  busy: "Working",
  cancel: "Cancel",
  close: "Close",
  copy: "Copy",
  copyOf: (what: string) => `Copy ${what}`,
  copyPath: "Copy path",
  copyValue: "Copy value",
  foldAll: "Fold all",
  hide: "Hide",
  inTime: (span: string) => `in ${span}`,
  loading: "Loading",
  local: (time: string) => `${time} local`,
  noChoice: "Choose",
  noMatch: "Nothing matches",
  notifications: "Messages",
  show: "Show for 10 seconds",
  suggestions: "Suggestions",
  tooLongToShow: (shown: number, whole: number) => `${shown} of ${whole} characters shown`,
  tones: { info: "Note", ok: "Good", warn: "Warning", bad: "Error" },
  treeCount: (count: number, kind: "members" | "items") =>
    count === 1 ? (kind === "members" ? "1 member" : "1 item") : `${count} ${kind}`,
  unfoldAll: "Unfold all",
  untilEnd: (left: string) => `${left} left`,
  ended: "ended",
} as const;
