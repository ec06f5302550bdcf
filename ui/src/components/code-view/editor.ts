// CodeMirror, set up: JSON or plain text, in the colours of the window. Only ever imported lazily.
//
// It lives in a shadow root because there it brings its styles by `adoptedStyleSheets`, which the content security policy
// allows; in the document it would add a <style> element, which the policy refuses.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface EditorSettings {
  language: "json" | "text";
  mode: "read" | "edit";
  label: string;
  /** Read out with the label, for example what is wrong. */
  description: string | undefined;
}

export interface Editor {
  setText(text: string): void;
  set(settings: EditorSettings): void;
  focus(): void;
  destroy(): void;
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--blue)" },
  { tag: tags.number, color: "var(--orange)" },
  { tag: [tags.bool, tags.null], color: "var(--violet)" },
  { tag: [tags.brace, tags.squareBracket, tags.separator, tags.punctuation], color: "var(--text-3)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", fontSize: "var(--size-mono)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", scrollbarWidth: "thin" },
  ".cm-content": { padding: "6px 0", caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { background: "none", border: "none", color: "var(--text-3)" },
  ".cm-foldPlaceholder": { background: "var(--sunken)", border: "none", color: "var(--text-2)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--accent-weak)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--accent-weak)", outline: "1px solid var(--accent)" },
});

// Ctrl+Enter runs the journey and Ctrl+/ does nothing useful in JSON: both are left to the window.
const keys = [...defaultKeymap, ...historyKeymap, ...foldKeymap].filter(
  ({ key }) => key !== "Mod-Enter" && key !== "Mod-/",
);

function changing(settings: EditorSettings): Extension {
  const attributes: Record<string, string> = { "aria-label": settings.label };
  if (settings.description) {
    attributes["aria-description"] = settings.description;
    attributes["aria-invalid"] = "true";
  }
  if (settings.mode === "read") attributes["aria-readonly"] = "true";
  return [
    settings.language === "json" ? json() : [],
    EditorState.readOnly.of(settings.mode === "read"),
    EditorView.contentAttributes.of(attributes),
  ];
}

export function createEditor(
  host: HTMLElement,
  text: string,
  settings: EditorSettings,
  ontext: (text: string) => void,
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const part = new Compartment();
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        history(),
        highlightSpecialChars(),
        drawSelection(),
        bracketMatching(),
        EditorView.lineWrapping,
        syntaxHighlighting(colours),
        keymap.of(keys),
        look,
        part.of(changing(settings)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) ontext(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(next) {
      const before = view.state.doc;
      if (before.toString() !== next) view.dispatch({ changes: { from: 0, to: before.length, insert: next } });
    },
    set: (next) => view.dispatch({ effects: part.reconfigure(changing(next)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
