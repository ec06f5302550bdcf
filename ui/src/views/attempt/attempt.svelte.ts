// Something that a person has the program do: whether it is under way, and why it failed, to be said where it was asked for.

import { asHostError, type HostError } from "../../host";

export class Attempt {
  busy = $state(false);
  error = $state.raw<HostError>();

  async make(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      await work();
    } catch (thrown) {
      this.error = asHostError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
