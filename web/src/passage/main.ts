/* Marking a passage of a document, with the mouse or by keyboard, and making a claim of it. */
import { h, wear } from "../kit/dom";
import { say } from "../kit/words";
import { Panel, type Recorded } from "./panel";
import { marked, type Passage, Walker } from "./text";

class Marking {
  private readonly hint = h("p", { class: "soft marking-hint", id: "marking-hint" });
  private readonly status = h("p", { role: "status", class: "note marking-done", hidden: true });
  private readonly button = h("button", { type: "button", class: "first mark-it", hidden: true }, say("Make a claim of this passage"));
  private readonly panel: Panel;
  private readonly walker: Walker;
  private passage: Passage | null = null;
  private range: Range | null = null;

  constructor(
    private readonly text: HTMLElement,
    doc: string,
  ) {
    this.panel = new Panel(doc, (recorded) => this.done(recorded));
    this.walker = new Walker(text);
    this.hint.textContent = say("Mark a passage with the mouse, or here by keyboard: ↓ and ↑ take a sentence, with Shift more or fewer; Enter opens the form.");
    text.before(this.hint, this.status);
    text.after(this.button, this.panel.element);
    text.tabIndex = 0;
    text.setAttribute("aria-describedby", this.hint.id);
    document.addEventListener("selectionchange", () => this.look());
    text.addEventListener("keydown", (event) => this.key(event));
    this.button.addEventListener("click", () => this.open());
    this.panel.resume();
  }

  private look(): void {
    const found = marked(this.text);
    if (found) this.passage = found;
    if (document.activeElement !== this.button) this.button.hidden = !found || !this.panel.element.hidden;
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.text) return;
    if (this.walker.key(event)) event.preventDefault();
    else if (event.key === "Enter" && marked(this.text)) {
      event.preventDefault();
      this.look();
      this.open();
    }
  }

  private open(): void {
    if (!this.passage) return;
    this.button.hidden = true;
    this.status.hidden = true;
    this.range = keepMarked() ?? this.range;
    void this.panel.open(this.passage);
  }

  /** Back in the text, at the same passage: Enter makes another claim of it, an arrow goes on to the next. */
  private done(recorded: Recorded | null): void {
    CSS.highlights?.delete("marked");
    this.text.focus({ preventScroll: true });
    if (this.range) getSelection()?.setBaseAndExtent(this.range.startContainer, this.range.startOffset, this.range.endContainer, this.range.endOffset);
    if (!recorded) return;
    this.status.replaceChildren(say("Recorded: "), h("a", { href: recorded.url }, recorded.words), ". ", h("span", { class: "soft" }, say("Next claim of this document: ↓ marks the next sentence, Enter makes another claim of the same.")));
    this.status.hidden = false;
    this.status.scrollIntoView({ block: "nearest" });
  }
}

/** The selection stays to be seen while somebody types into the form. */
function keepMarked(): Range | null {
  const selection = getSelection();
  if (!selection?.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if ("highlights" in CSS) CSS.highlights.set("marked", new Highlight(range));
  return range;
}

/** True when this browser may add to the file: then every page has a way to leave. A stranger only reads. */
const mayWrite = (): boolean => document.querySelector("form.leave") !== null;

wear("/static/islands.css");
const text = document.querySelector<HTMLElement>("[data-island=passage]");
if (text?.dataset.doc && mayWrite()) new Marking(text, text.dataset.doc);
