/* Places in the text of a document, in characters as the claims count them (code points), and the passage that is marked. */

export interface Passage {
  from: number;
  to: number;
  quote: string;
}

const points = (text: string): number => [...text].length;

/** The passage that is selected within the text, without space at its ends; none when nothing is. */
export function marked(text: HTMLElement): Passage | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const chosen = range.cloneContents().textContent ?? "";
  const quote = chosen.trim();
  if (!quote) return null;
  const lead = chosen.length - chosen.trimStart().length;
  const from = points(before.cloneContents().textContent ?? "") + points(chosen.slice(0, lead));
  return { from, to: from + points(quote), quote };
}

/** Select from one place to another, counted in UTF-16 units as the browser does. */
export function select(text: HTMLElement, from: number, to: number): void {
  const range = document.createRange();
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let open = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const long = node.textContent?.length ?? 0;
    if (!open && from <= passed + long) {
      range.setStart(node, from - passed);
      open = true;
    }
    if (open && to <= passed + long) {
      range.setEnd(node, to - passed);
      break;
    }
    passed += long;
  }
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
  range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
}

/** Sentences of a text: where each begins and ends. */
export function sentences(text: string, lang: string): [number, number][] {
  const cut = new Intl.Segmenter(lang || undefined, { granularity: "sentence" });
  return [...cut.segment(text)].flatMap(({ segment, index }): [number, number][] => {
    const lead = segment.length - segment.trimStart().length;
    const long = segment.trim().length;
    return long ? [[index + lead, index + lead + long]] : [];
  });
}

/** Walks a text by the keyboard: a sentence at a time; with Shift its end moves, by a sentence or by a word. */
export class Walker {
  private readonly found: [number, number][];
  private readonly whole: string;
  private first = -1;
  private last = -1;
  private end = 0;

  constructor(private readonly text: HTMLElement) {
    this.whole = text.textContent ?? "";
    this.found = sentences(this.whole, text.lang);
  }

  /** True when the key was one of ours. */
  key(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const word = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) this.bySentence(step, event.shiftKey);
    else if (word && event.shiftKey && this.first >= 0) this.end = this.nextWord(word);
    else return false;
    const from = this.found[this.first]?.[0] ?? 0;
    select(this.text, from, Math.max(from + 1, this.end));
    return true;
  }

  private bySentence(step: number, extend: boolean): void {
    const most = this.found.length - 1;
    if (extend && this.first >= 0) this.last = Math.max(this.first, Math.min(most, this.last + step));
    else this.first = this.last = Math.max(0, Math.min(most, (this.first < 0 && step < 0 ? 1 : this.first) + step));
    this.end = this.found[this.last]?.[1] ?? 0;
  }

  private nextWord(step: number): number {
    if (step > 0) return this.end + (/^\s*\S+/.exec(this.whole.slice(this.end))?.[0].length ?? 0);
    return this.whole.slice(0, this.end).replace(/\s*\S+$/, "").trimEnd().length;
  }
}
