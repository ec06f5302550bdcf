// A person chooses a file with the challenge of a device; the window gets its name and a handle.

import { asHostError, type Host } from "../../host";
import type { ChallengeFile } from "../../host/bindings";

/** Undefined when none was chosen. Rejects with a `HostError`. */
export async function chooseChallenge(host: Host): Promise<ChallengeFile | undefined> {
  const file = await host.ask("choose_challenge", {}).catch((error: unknown) => {
    throw asHostError(error);
  });
  return file ?? undefined;
}
