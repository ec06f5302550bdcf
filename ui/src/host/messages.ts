// Words for what the layer between window and program says by itself.

export const text = {
  unexpected: {
    headline: "The program did not expect this",
    remedy: "Try again. If it happens again, report it with the text above.",
  },
} as const;

/** Said only in a plain browser. */
export const recordedText = {
  notRecorded: {
    headline: "No recorded answer",
    detail: (command: string) => `Nothing is recorded for the command ${command}.`,
    remedy: "Use the desktop program, or add the recording.",
  },
} as const;
