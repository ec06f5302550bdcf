// What happy-dom lacks and the components use. Matchers come from jest-dom; cleaning up is the Svelte plugin's.

import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/svelte";

// A section's code is fetched, and here compiled, when it is first shown: on a busy machine one second is too short.
configure({ asyncUtilTimeout: 10_000 });

Element.prototype.scrollIntoView ??= () => undefined;
HTMLElement.prototype.showPopover ??= () => undefined;
HTMLElement.prototype.hidePopover ??= () => undefined;
