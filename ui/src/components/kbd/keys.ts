// Key chords as text, `Mod+Shift+P`: read, matched with an event, shown the way the system shows them.
// `Mod` is Command on macOS and Control elsewhere.

const onMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const macSigns: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };
const words: Record<string, string> = { Mod: "Ctrl", Escape: "Esc", Enter: "⏎" };

/** The parts of a chord as a person reads them: `["Ctrl", "K"]`. */
export function keyLabels(chord: string): string[] {
  return chord.split("+").map((key) => (onMac ? macSigns[key] : undefined) ?? words[key] ?? key);
}

/** The chord as `aria-keyshortcuts` wants it: `Control+K`. */
export function ariaKeys(chord: string): string {
  return chord.replace("Mod", onMac ? "Meta" : "Control").replace("Ctrl", "Control");
}

/** Whether the event is exactly this chord, no modifier more or less. */
export function matchesKeys(event: KeyboardEvent, chord: string): boolean {
  const keys = chord.split("+");
  const key = keys.at(-1) ?? "";
  const wants = (modifier: string) => keys.slice(0, -1).includes(modifier);
  const mod = wants("Mod");
  return (
    event.ctrlKey === (wants("Ctrl") || (mod && !onMac)) &&
    event.metaKey === (mod && onMac) &&
    event.altKey === wants("Alt") &&
    event.shiftKey === wants("Shift") &&
    isKey(event, key)
  );
}

/** Digits go by their place on the keyboard, because on some layouts they need Shift. */
function isKey(event: KeyboardEvent, key: string): boolean {
  if (/^\d$/.test(key)) return event.code === `Digit${key}`;
  return event.key.toLowerCase() === key.toLowerCase();
}
