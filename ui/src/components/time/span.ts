// Lengths of time in words and digits.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `3:33`, `59:12`, `47:59:12`, `30 d`: what a countdown shows. Never below zero. */
export function digits(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  if (left >= 4 * day) return `${Math.floor(left / day)} d`;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const seconds = two((left % minute) / second);
  if (left < hour) return `${Math.floor(left / minute)}:${seconds}`;
  return `${Math.floor(left / hour)}:${two((left % hour) / minute)}:${seconds}`;
}

/** `12 s`, `59 min`, `48 h`, `30 d`: about how long, in one unit. */
export function about(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < 2 * minute) return `${Math.round(length / second)} s`;
  if (length < 2 * hour) return `${Math.round(length / minute)} min`;
  if (length < 4 * day) return `${Math.round(length / hour)} h`;
  return `${Math.round(length / day)} d`;
}
