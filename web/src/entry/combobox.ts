/* A field that proposes: type, arrows choose, Enter takes and stays; Tab goes on, and takes only what the arrows chose. What is sent is the thing chosen, or the words as typed.

   Only what the file knows is marked by itself: a new name is chosen with the arrows. Enter takes nothing while the proposals are those of an earlier letter. */
import { fill, h, settled } from "../kit/dom";
import { say } from "../kit/words";

export interface Option {
  value: string;
  label: string;
  detail?: string;
  /** What else is sent when this is taken: for a name that is new. */
  more?: Record<string, string>;
}
type Taken = (option: Option) => void;

export type Source = (typed: string, signal: AbortSignal) => Promise<Option[]>;
let made = 0;

export class Combobox {
  readonly sent: HTMLInputElement;
  private readonly list: HTMLUListElement;
  private options: Option[] = [];
  private at = -1;
  private chosen = false;
  private asking = new AbortController();
  private moreSent: HTMLInputElement[] = [];
  private readonly ask: (typed: string) => void;

  /** `field` keeps its id and label; its name moves to a hidden field that holds what was chosen. */
  constructor(
    readonly field: HTMLInputElement,
    private source: Source,
    private readonly onTake: Taken = () => undefined,
    private readonly onLeave: () => void = () => undefined,
  ) {
    made += 1;
    const known = field.parentElement?.querySelector<HTMLInputElement>(`input[type=hidden][name="${CSS.escape(field.name)}_ref"]`);
    this.sent = h("input", { type: "hidden", name: field.name, value: known?.value ?? field.value });
    field.dataset.chosen = known ? "yes" : "no";
    known?.remove();
    field.removeAttribute("name");
    this.list = h("ul", { role: "listbox", id: `options-${made}`, class: "options", hidden: true, tabindex: -1, "aria-label": say("Proposals") }); // else one that scrolls is a stop of Tab
    const box = h("span", { class: "combobox" });
    field.before(box);
    box.append(field, this.list, this.sent);
    for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list" })) field.setAttribute(name, value);
    this.ask = settled((typed: string) => void this.propose(typed), 90);
    field.addEventListener("input", () => this.typed());
    field.addEventListener("focus", () => this.ask(this.field.value));
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
  }

  get value(): string {
    return this.sent.value;
  }

  get isChosen(): boolean {
    return this.field.dataset.chosen === "yes";
  }

  /** Other proposals from now on; what is being typed already gets them too. */
  setSource(source: Source): void {
    this.source = source;
    const focused = (this.field.getRootNode() as Document | ShadowRoot).activeElement === this.field;
    if (focused && this.field.value && !this.isChosen) this.ask(this.field.value);
  }

  /** Put something in without asking: a value and how it is called. */
  set(option: Option | null): void {
    this.sendMore(option?.more ?? {});
    this.field.value = option?.label ?? "";
    this.sent.value = option?.value ?? "";
    this.field.dataset.chosen = option ? "yes" : "no";
  }

  private typed(): void {
    this.isLate = true;
    this.mark(-1);
    this.sendMore({});
    this.sent.value = this.field.value;
    this.field.dataset.chosen = "no";
    this.ask(this.field.value);
  }

  private sendMore(more: Record<string, string>): void {
    for (const field of this.moreSent) field.remove();
    this.moreSent = Object.entries(more).map(([name, value]) => h("input", { type: "hidden", name, value }));
    this.sent.after(...this.moreSent);
  }

  private async propose(typed: string): Promise<void> {
    this.asking.abort();
    const mine = (this.asking = new AbortController());
    const asked = this.isChosen ? "" : typed.trim();
    try {
      const found = await this.source(asked, mine.signal);
      if (this.asking !== mine) return;
      if (document.activeElement !== this.field && this.field.getRootNode() === document) return;
      this.options = found;
      this.isLate = false;
      this.at = asked && found[0] && !found[0].more ? 0 : -1;
      this.chosen = false;
      this.draw();
    } catch {
      if (this.asking === mine) this.close();
    } finally {
      if (this.asking === mine) this.isLate = false;
    }
  }

  private draw(): void {
    fill(this.list, ...this.options.map((option, at) => this.item(option, at)));
    this.list.hidden = this.options.length === 0;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.field.setAttribute("aria-activedescendant", this.at < 0 ? "" : `${this.list.id}-${this.at}`);
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  private mark(at: number): void {
    this.at = at;
    this.chosen = at >= 0;
    if (!this.list.hidden) this.draw();
  }

  private item(option: Option, at: number): HTMLLIElement {
    return h(
      "li",
      {
        role: "option", id: `${this.list.id}-${at}`, "aria-selected": String(at === this.at),
        onmousedown: (event: Event) => {
          event.preventDefault();
          this.take(at);
        },
      },
      h("span", {}, option.label),
      option.detail ? h("span", { class: "soft" }, ` ${option.detail}`) : null,
    );
  }

  /** Whether the proposals shown are those of an earlier letter. Kept in the list itself, where screen readers look for it. */
  private get isLate(): boolean {
    return this.list.getAttribute("aria-busy") === "true";
  }

  private set isLate(late: boolean) {
    this.list.setAttribute("aria-busy", String(late));
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return this.move(event, event.key === "ArrowDown" ? 1 : -1);
    if (event.key === "Tab") {
      if (this.at >= 0 && this.chosen) this.take(this.at);
      else this.onLeave();
      return;
    }
    if (event.key === "Enter" && this.isLate && this.field.value && !event.ctrlKey && !event.metaKey) return event.preventDefault();
    if (this.list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
    if (this.at >= 0 && event.key === "Enter") {
      event.preventDefault();
      this.take(this.at);
    }
  }

  private move(event: KeyboardEvent, step: number): void {
    event.preventDefault();
    if (this.list.hidden) return this.ask(this.field.value);
    if (this.options.length) this.mark(this.at < 0 && step < 0 ? this.options.length - 1 : (this.at + step + this.options.length) % this.options.length);
  }

  private take(at: number): void {
    const option = this.options[at];
    if (!option) return;
    this.set(option);
    this.close();
    this.onTake(option);
  }

  private close(): void {
    this.asking.abort();
    this.isLate = false;
    this.options = [];
    this.at = -1;
    this.draw();
  }
}
