// The one bubble of the window: a popover in the top layer that is placed beside whatever asked for it. Hidden from
// screen readers, which get the same words by the label or the description of the control.

import { computePosition, flip, offset, shift, type Placement } from "@floating-ui/dom";
import "./tooltip.css";

let bubble: HTMLElement | undefined;
/** What the bubble is shown for, or is about to be. */
let owner: Element | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function element(): HTMLElement {
  if (bubble?.isConnected) return bubble;
  bubble = document.createElement("div");
  bubble.className = "tooltip-bubble";
  bubble.popover = "manual";
  bubble.ariaHidden = "true";
  // WCAG 1.4.13: the pointer may rest on the bubble itself.
  bubble.addEventListener("pointerenter", () => clearTimeout(timer));
  bubble.addEventListener("pointerleave", () => hideSoon());
  document.body.append(bubble);
  return bubble;
}

export function showSoon(anchor: Element, text: () => string | undefined, placement: Placement, delay: number): void {
  hide();
  owner = anchor;
  timer = setTimeout(() => void show(anchor, text(), placement), delay);
}

export function hideSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(hide, 120);
}

export function hide(anchor?: Element): void {
  if (anchor && anchor !== owner) return;
  clearTimeout(timer);
  owner = undefined;
  document.removeEventListener("keydown", onKey, true);
  bubble?.remove();
  bubble = undefined;
}

async function show(anchor: Element, text: string | undefined, placement: Placement): Promise<void> {
  if (!text || !anchor.isConnected) return;
  const box = element();
  box.textContent = text;
  box.showPopover();
  document.addEventListener("keydown", onKey, true);
  const at = await computePosition(anchor, box, {
    strategy: "fixed",
    placement,
    middleware: [offset(6), flip(), shift({ padding: 6 })],
  });
  box.style.left = `${at.x}px`;
  box.style.top = `${at.y}px`;
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape") hide();
}
