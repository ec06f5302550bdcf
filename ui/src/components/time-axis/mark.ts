// One moment of an axis.

export interface AxisMark {
  id: string;
  label: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** 0 to 1. */
  place: number;
  /** A colour of the theme. */
  hue: "text" | "text-3" | "accent" | "blue" | "violet" | "orange";
  /** `present` is a stroke over the bar. */
  look: "point" | "present";
}
