// How many panes fit beside each other.

/** `three` beside each other; `stacked`: the first beside the other two, which stand under each other; `flow`: all under
 * each other in one page that scrolls. */
export type PanesLayout = "three" | "stacked" | "flow";

const threeFrom = 1000;
const stackedFrom = 580;

/** The layout for a width in CSS pixels; three panes until the width is known. */
export function panesLayout(width: number): PanesLayout {
  if (width === 0 || width >= threeFrom) return "three";
  return width >= stackedFrom ? "stacked" : "flow";
}

/** Shares of the first pane of each splitter; the owner keeps them. */
export interface PanesRatios {
  /** First pane against the other two. */
  first: number;
  /** Second against third, beside each other. */
  second: number;
  /** Second against third, under each other. */
  stacked: number;
}

/** The proportions of a window of 1280 px: 268, 508 and 352 px. */
export const initialRatios: PanesRatios = { first: 0.2376, second: 0.591, stacked: 0.55 };
