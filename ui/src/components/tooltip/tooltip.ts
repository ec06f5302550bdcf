// Tooltips as an attachment: `{@attach tooltip(() => text)}`. After a rest of the pointer, at once on keyboard focus;
// Escape puts it away. `undefined` means no tooltip. A placement keeps it off what stands below.

import type { Attachment } from "svelte/attachments";
import { hide, hideSoon, showSoon } from "./bubble";

const restBeforeShowing = 500;

export function tooltip(text: () => string | undefined, placement: "bottom" | "right" = "bottom"): Attachment<Element> {
  return (anchor) => {
    const enter = () => showSoon(anchor, text, placement, restBeforeShowing);
    const focus = () => {
      if (anchor.matches(":focus-visible")) showSoon(anchor, text, placement, 0);
    };
    const away = () => hide(anchor);
    anchor.addEventListener("pointerenter", enter);
    anchor.addEventListener("pointerleave", hideSoon);
    anchor.addEventListener("focusin", focus);
    anchor.addEventListener("focusout", away);
    anchor.addEventListener("pointerdown", away);
    return () => {
      away();
      anchor.removeEventListener("pointerenter", enter);
      anchor.removeEventListener("pointerleave", hideSoon);
      anchor.removeEventListener("focusin", focus);
      anchor.removeEventListener("focusout", away);
      anchor.removeEventListener("pointerdown", away);
    };
  };
}
