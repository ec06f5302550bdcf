// When a countdown speaks: at 60, 30 and 10 seconds and at the end, not every second.

const marks = [60, 30, 10, 0];

/** The mark that was passed between two readings, in seconds; undefined when none was. */
export function passedMark(beforeMs: number, afterMs: number): number | undefined {
  const passed = marks.filter((mark) => beforeMs > mark * 1000 && afterMs <= mark * 1000);
  return passed.at(-1);
}
