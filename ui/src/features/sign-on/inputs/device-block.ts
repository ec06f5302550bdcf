// `deviceInformation` as a form: which member stands where, read and written by its path. What the form does not know stays.

import type { DeviceInformation } from "../../../host/bindings";
import { text } from "../messages";

export interface DeviceField {
  path: readonly string[];
  kind: "text" | "number" | "list" | "deviceType";
}

const device = (...path: string[]) => ["device", ...path];
const words = text.inputs.device.groups;

export const deviceGroups: readonly { label: string; fields: readonly DeviceField[] }[] = [
  {
    label: words.screen,
    fields: [
      { path: device("screen", "width"), kind: "number" },
      { path: device("screen", "height"), kind: "number" },
      { path: device("screen", "density"), kind: "number" },
    ],
  },
  {
    label: words.hardware,
    fields: [
      { path: device("hardware", "type"), kind: "text" },
      { path: device("hardware", "manufacturer"), kind: "text" },
      { path: device("hardware", "model"), kind: "text" },
    ],
  },
  {
    label: words.os,
    fields: [
      { path: device("OS", "type"), kind: "text" },
      { path: device("OS", "version"), kind: "text" },
    ],
  },
  {
    label: words.other,
    fields: [
      { path: ["deviceType"], kind: "deviceType" },
      { path: ["playoutDeviceClass"], kind: "text" },
      { path: ["msgPlatform"], kind: "text" },
    ],
  },
  {
    label: words.player,
    fields: [
      { path: ["securePlayer", "codecs"], kind: "list" },
      { path: ["securePlayer", "streamings"], kind: "list" },
      { path: ["securePlayer", "DRMs"], kind: "list" },
    ],
  },
];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The member as text for its control; empty when it is not there. */
export function readField(block: DeviceInformation, { path }: DeviceField): string {
  let value: unknown = block;
  for (const step of path) value = isObject(value) ? value[step] : undefined;
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(String).join(", ");
  return isObject(value) ? JSON.stringify(value) : String(value);
}

/** A copy with the member changed; an empty text takes it away. */
export function writeField(block: DeviceInformation, { path, kind }: DeviceField, typed: string): DeviceInformation {
  return write(block, path, fieldValue(kind, typed.trim()));
}

function write(object: Record<string, unknown>, path: readonly string[], value: unknown): Record<string, unknown> {
  const [step, ...rest] = path;
  if (step === undefined) return object;
  const inner = object[step];
  const next = rest.length > 0 ? write(isObject(inner) ? inner : {}, rest, value) : value;
  const others = Object.entries(object);
  if (next === undefined) return Object.fromEntries(others.filter(([name]) => name !== step));
  return { ...object, [step]: next };
}

function fieldValue(kind: DeviceField["kind"], typed: string): unknown {
  if (typed === "") return undefined;
  if (kind === "list") return typed.split(",").map((part) => part.trim()).filter(Boolean);
  if (kind === "number" && Number.isFinite(Number(typed))) return Number(typed);
  return typed;
}

export type BlockText = { block: DeviceInformation } | { problem: "notObject" } | { problem: "notJson" };

/** What was typed as JSON, read. */
export function readBlock(typed: string): BlockText {
  try {
    const value = JSON.parse(typed) as unknown;
    return isObject(value) ? { block: value } : { problem: "notObject" };
  } catch {
    return { problem: "notJson" };
  }
}
