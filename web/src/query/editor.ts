/* The editor. It stands in a tree of its own (shadow root), where CodeMirror adopts style sheets instead of writing <style>: so the policy stays 'self'. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { h } from "../kit/dom";
import { say } from "../kit/words";
import { takeByEnter } from "./enter";
import { language } from "./language";
import { proposals, type Vocabulary } from "./proposals";

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--soft)", borderRadius: "var(--radius)", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-content": { fontFamily: "var(--mono)", minHeight: "10rem", padding: ".5rem 0", caretColor: "var(--ink)" },
  ".cm-scroller": { lineHeight: "1.55", maxHeight: "60vh", overflow: "auto" },
  ".cm-gutters": { backgroundColor: "var(--faint)", color: "var(--soft)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--faint) 60%, transparent)" },
  ".cm-placeholder": { color: "var(--soft)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--marked)" },
  ".cm-matchingBracket": { backgroundColor: "var(--marked)", outline: "none" },
  ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "var(--radius)" },
  ".cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "1", marginLeft: ".75rem" },
  ".cm-completionInfo": { maxWidth: "22rem", padding: ".4rem .6rem" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--accent) 2px" },
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker::before": { content: "'!'", display: "block", textAlign: "center", fontWeight: "700", color: "var(--accent)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--accent)" },
  ".cm-diagnostic": { padding: ".3rem .6rem" },
});

/* A browser that types over a selection writes a style attribute of its own, which the policy forbids and reports; so this is done here. */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.data || empty) return false;
    const text = event.data;
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, text, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

export class Editor {
  private readonly view: EditorView;

  constructor(before: HTMLElement, start: string, words: Vocabulary, run: () => void, changed: (text: string) => void) {
    const host = h("div", { class: "editor" });
    before.before(host);
    const root = host.attachShadow({ mode: "open" });
    const place = h("div");
    root.append(place);
    this.view = new EditorView({ root, parent: place, state: EditorState.create({ doc: start, extensions: this.parts(words, run, changed) }) });
  }

  private parts(words: Vocabulary, run: () => void, changed: (text: string) => void) {
    const label = say("SPARQL query. Ctrl and Enter run it; Tab leaves it.");
    const going = { key: "Mod-Enter", run: () => (run(), true) };
    return [
      lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(), lintGutter(),
      language(), look, typingOver, EditorView.lineWrapping, placeholder("SELECT …"),
      /* No delay before a list may be used: it made Enter do nothing for whoever was faster than 75 ms. */
      autocompletion({ override: [proposals(words)], icons: false, maxRenderedOptions: 40, interactionDelay: 0 }), takeByEnter,
      keymap.of([going, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(update.state.doc.toString());
      }),
    ];
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Mark a mistake at its line and column, both from 1; without a place, the whole first line. */
  mark(message: string, line: number, column: number): void {
    const { doc } = this.view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const from = Math.min(at.from + Math.max(0, column - 1), at.to);
    const wrong: Diagnostic = { from: Math.max(at.from, from === at.to ? from - 1 : from), to: Math.min(at.to, from + 1), severity: "error", message };
    this.view.dispatch(setDiagnostics(this.view.state, [wrong]), { selection: { anchor: from }, scrollIntoView: true });
  }

  clear(): void {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }
}
