// Which section is shown. There are no addresses: the window is not a web site.

import type { SectionId } from "./port";

export class Router {
  section = $state<SectionId>("sign-on");
  argument = $state.raw<unknown>(undefined);

  go(section: SectionId, argument?: unknown): void {
    this.section = section;
    this.argument = argument;
  }
}
