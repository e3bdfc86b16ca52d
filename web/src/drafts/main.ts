/* Deciding on drafts by single keys: a accepts, c changes, r rejects the draft that has the focus; j and k, or the arrows, go on. */
import { h } from "../kit/dom";
import { say } from "../kit/words";

class Deciding {
  private readonly drafts: HTMLElement[];

  constructor(list: HTMLElement) {
    this.drafts = [...list.querySelectorAll<HTMLElement>(".draft")];
    if (!this.drafts.length) return;
    const help = h("p", { class: "soft", id: "keys" });
    help.textContent = say("Keys: a accepts, c changes, r rejects; j and k go to the next and the one before.");
    this.drafts[0]?.before(help);
    for (const draft of this.drafts) draft.setAttribute("aria-describedby", help.id);
    document.addEventListener("keydown", (event) => this.key(event));
    this.go(document.querySelector<HTMLElement>(".draft:target") ?? this.drafts[0]);
  }

  private get current(): HTMLElement | undefined {
    return document.activeElement?.closest<HTMLElement>(".draft") ?? undefined;
  }

  private go(draft: HTMLElement | undefined): void {
    draft?.focus({ preventScroll: true });
    draft?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
    const draft = this.current;
    if (!draft) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const button = { a: "button[value=accept]", r: "button[value=reject]", c: "a.change" }[event.key];
    if (step === undefined && button === undefined) return;
    event.preventDefault();
    if (step !== undefined) this.go(this.drafts[this.drafts.indexOf(draft) + step]);
    else if (button !== undefined) draft.querySelector<HTMLElement>(button)?.click();
  }
}

const list = document.querySelector<HTMLElement>("[data-island=drafts]");
if (list) new Deciding(list);
