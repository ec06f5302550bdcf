// Numbers as a person types them into the simulator's forms.

/** A whole number of seconds from 1 that fits what the simulator counts with; undefined for anything else. */
export function wholeSeconds(written: string): number | undefined {
  const digits = written.trim();
  const seconds = /^\d{1,10}$/.test(digits) ? Number(digits) : 0;
  return seconds >= 1 && seconds <= 0xffff_ffff ? seconds : undefined;
}
