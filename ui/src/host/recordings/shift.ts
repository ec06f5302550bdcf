// Moves a recording in time: moments of it become moments of now, so that what lasted five minutes lasts five minutes.

const month = 31 * 24 * 3600 * 1000;

export function shifted<Value>(recording: Value, base: string, to: number): Value {
  const start = Date.parse(base);
  const by = to - start;
  const moment = (text: string): string => {
    const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : NaN;
    return Math.abs(at - start) <= month ? new Date(at + by).toISOString() : text;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return moment(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const moved = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
    const isTime = typeof moved["at"] === "string" && typeof moved["value"] === "number";
    if (isTime && moved["at"] !== (value as Record<string, unknown>)["at"]) {
      moved["value"] = Math.floor(Date.parse(moved["at"] as string) / 1000);
    }
    return moved;
  };
  return walk(recording) as Value;
}
