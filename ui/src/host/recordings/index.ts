// Every command on recorded answers. Steps come one after the other at a pace that an address like `/?pace=800` changes.

import type { Recording } from "../browser";
import { deviceRecordings } from "./devices";
import { journeyRecordings } from "./journeys";
import { labRecordings } from "./lab";
import { phoneRecordings } from "./phone";
import { recordRecordings } from "./records";
import { sessionRecordings } from "./sessions";
import { simulatorRecordings } from "./simulator";
import { World } from "./world";

export { tapes as runs } from "./tapes";

export function recordings(): Record<string, Recording> {
  const world = new World();
  const pace = () => Number(new URLSearchParams(location.search).get("pace") ?? 30);
  const journeys = journeyRecordings(world, pace);
  return { ...recordRecordings(world), ...journeys, ...deviceRecordings(world, pace, journeys), ...sessionRecordings(world, pace), ...labRecordings(), ...simulatorRecordings(), ...phoneRecordings(world) };
}
