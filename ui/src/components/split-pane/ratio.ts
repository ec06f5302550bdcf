// The arithmetic of a splitter: pixels and keys into a share of the first pane.

export interface Bounds {
  /** Length of both panes together, CSS pixels. */
  whole: number;
  minFirst: number;
  minSecond: number;
}

/** The share that leaves both panes their smallest length; the first pane wins when there is no room for both. */
export function clampRatio(ratio: number, { whole, minFirst, minSecond }: Bounds): number {
  if (whole <= 0) return ratio;
  const most = Math.max(whole - minSecond, minFirst) / whole;
  return Math.min(Math.max(ratio, minFirst / whole), Math.min(most, 1));
}

const step = 16;
const bigStep = 64;

/** Where a key moves the splitter, or undefined when the key is not for it. Arrow keys move it 16 px, with Shift 64 px. */
export function ratioAfterKey(
  event: Pick<KeyboardEvent, "key" | "shiftKey">,
  ratio: number,
  bounds: Bounds,
  orientation: "row" | "column",
): number | undefined {
  const by = (event.shiftKey ? bigStep : step) / Math.max(bounds.whole, 1);
  const [back, forth] = orientation === "row" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  if (event.key === back) return clampRatio(ratio - by, bounds);
  if (event.key === forth) return clampRatio(ratio + by, bounds);
  if (event.key === "Home") return clampRatio(0, bounds);
  if (event.key === "End") return clampRatio(1, bounds);
  return undefined;
}
