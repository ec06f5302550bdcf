import { expect, test } from "vitest";
import { deviceGroups, readBlock, readField, writeField } from "./device-block";
import { lifetimeOptions, lifetimeSeconds } from "./lifetime";

const field = (name: string) => {
  const found = deviceGroups.flatMap((group) => group.fields).find((one) => one.path.at(-1) === name);
  if (!found) throw new Error(name);
  return found;
};

test("the environment's own lifetime comes first and is sent as no choice", () => {
  expect(lifetimeOptions(300)[0]).toEqual({ value: "own", label: "5 min" });
  expect(lifetimeSeconds("own", "")).toBeNull();
});

test("a negative lifetime makes an expired JWT; what is no number is nothing", () => {
  expect(lifetimeSeconds("custom", " -90 ")).toBe(-90);
  expect(lifetimeSeconds("-60", "")).toBe(-60);
  expect(lifetimeSeconds("custom", "1.5")).toBeUndefined();
  expect(lifetimeSeconds("custom", "")).toBeUndefined();
});

test("a field of the form is read and written by its path, and what the form does not know stays", () => {
  const block = { device: { screen: { width: 3840 }, other: 1 }, extra: [true] };
  expect(readField(block, field("width"))).toBe("3840");
  const changed = writeField(writeField(block, field("width"), "1920"), field("model"), "UHD-2");
  expect(changed).toEqual({ device: { screen: { width: 1920 }, other: 1, hardware: { model: "UHD-2" } }, extra: [true] });
  expect(block.device.screen.width).toBe(3840);
});

test("an emptied field takes its member away, a list is split at commas", () => {
  const block = { deviceType: "OPEN", playoutDeviceClass: "mobileDevice" };
  expect(writeField(block, field("playoutDeviceClass"), "")).toEqual({ deviceType: "OPEN" });
  expect(writeField({}, field("codecs"), "H264, H265")).toEqual({ securePlayer: { codecs: ["H264", "H265"] } });
});

test("deviceInformation as JSON has to be an object", () => {
  expect(readBlock('{"a":1}')).toEqual({ block: { a: 1 } });
  expect(readBlock("[1]")).toEqual({ problem: "notObject" });
  expect(readBlock("{a:1}")).toEqual({ problem: "notJson" });
});
