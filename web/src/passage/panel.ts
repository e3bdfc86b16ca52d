/* The small form beside the text: who, what, whom, when; Enter records. Built of text nodes; sent as the plain form is. */
import { fill, h } from "../kit/dom";
import { ask, json, Lost, Refused, told } from "../kit/ask";
import { say } from "../kit/words";
import { Combobox, type Option } from "../entry/combobox";
import { echo } from "../entry/dates";
import { type Draft, Drafts } from "../entry/draft";
import { among, fitting, names, type Relation } from "../entry/sources";
import type { Passage } from "./text";

interface Recorded {
  id: string;
  url: string;
}

export class Panel {
  readonly element: HTMLFormElement;
  private readonly who: Combobox;
  private readonly relation: Combobox;
  private readonly objectPlace = h("div", { class: "field" });
  private readonly on = h("input", { id: "p-on", name: "on", autocomplete: "off", maxlength: 200, "aria-describedby": "p-on-read" });
  private readonly onField = h("div", { class: "field" });
  private readonly message = h("div", { role: "status", class: "panel-says" });
  private readonly quote = h("blockquote");
  private readonly more = h("a", {}, say("All fields"));
  private relations: Relation[] = [];
  private object: Combobox | null = null;
  private passage: Passage | null = null;
  private form = "";
  private sending = false;
  private readonly drafts: Drafts;

  constructor(
    private readonly doc: string,
    private readonly done: (recorded: Recorded | null) => void,
  ) {
    this.drafts = new Drafts(`habeas-passage-${doc}`);
    const who = h("input", { id: "p-who", name: "subject", maxlength: 300, required: true });
    const relation = h("input", { id: "p-relation", name: "relation", maxlength: 200, required: true });
    this.element = h("form", { class: "passage-panel card", "aria-label": say("A claim from the marked passage"), hidden: true });
    const label = (target: string, words: string): HTMLLabelElement => h("label", { for: target }, words);
    const read = h("output", { id: "p-on-read", class: "hint", for: "p-on" });
    this.onField.append(label("p-on", say("When")), this.on, read);
    this.element.append(
      this.quote,
      h("div", { class: "field" }, label("p-who", say("Who or what")), who),
      h("div", { class: "field" }, label("p-relation", say("What is said")), relation),
      this.objectPlace,
      this.onField,
      this.message,
      h("div", { class: "panel-acts" }, h("button", { class: "first", type: "submit" }, say("Record")), h("button", { type: "button", onclick: () => this.close() }, say("Cancel")), this.more),
    );
    this.who = new Combobox(who, names("subject", []), (option) => void this.whoTaken(option));
    this.relation = new Combobox(relation, among([]), (option) => this.relationTaken(option));
    echo(this.on, read, doc);
    this.setObject(null);
    this.listen();
  }

  private listen(): void {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.record();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.element.addEventListener("input", () => this.keep());
    this.element.addEventListener("change", () => this.keep());
  }

  // -- opening and closing

  async open(passage: Passage, draft: Draft | null = null): Promise<void> {
    this.passage = passage;
    this.quote.textContent = passage.quote.length > 600 ? `${passage.quote.slice(0, 600)} …` : passage.quote;
    this.more.href = `/add?${new URLSearchParams({ doc: this.doc, from: String(passage.from), to: String(passage.to) })}`;
    this.form = draft?.form ?? "";
    this.element.hidden = false;
    this.say("");
    this.who.field.focus();
    if (draft) await this.restore(draft);
    this.keep();
  }

  /** What was being typed before a reload, if anything. */
  resume(): void {
    const draft = this.drafts.get();
    if (!draft?.quote) return;
    void this.open({ from: Number(draft.from), to: Number(draft.to), quote: draft.quote }, draft);
  }

  close(): void {
    this.element.hidden = true;
    this.drafts.drop();
    this.clear();
    this.done(null);
  }

  private clear(): void {
    this.form = "";
    this.who.set(null);
    this.relation.set(null);
    this.on.value = "";
    this.setObject(null);
  }

  // -- what was typed

  private keep(): void {
    if (this.element.hidden || !this.passage) return;
    const { from, to, quote } = this.passage;
    const object = this.objectField();
    this.drafts.keep({
      from: String(from), to: String(to), quote, form: this.form, on: this.on.value,
      who: this.who.value, whoLabel: this.who.field.value, whoKind: this.kindOfNew("subject"),
      relation: this.relation.value, relationLabel: this.relation.field.value,
      object: this.object?.value ?? object?.value ?? "", objectLabel: this.object?.field.value ?? "", objectKind: this.kindOfNew("object"),
    });
  }

  private async restore(draft: Draft): Promise<void> {
    const option = (part: string, value: string, label: string, kind: string): Option => ({ value, label, ...(kind ? { more: { [`${part}_new`]: "1", [`${part}_kind`]: kind } } : {}) });
    if (draft.who) this.who.set(option("subject", draft.who, draft.whoLabel || draft.who, draft.whoKind ?? ""));
    await this.findRelations();
    if (draft.relation) this.relation.set({ value: draft.relation, label: draft.relationLabel || draft.relation });
    this.setObject(this.relations.find((one) => one.name === draft.relation) ?? null);
    if (this.object && draft.object) this.object.set(option("object", draft.object, draft.objectLabel || draft.object, draft.objectKind ?? ""));
    else if (draft.object) this.objectField()!.value = draft.object;
    this.on.value = draft.on ?? "";
    this.on.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private kindOfNew(part: string): string {
    return this.element.querySelector<HTMLInputElement>(`input[name=${part}_kind]`)?.value ?? "";
  }

  private objectField(): HTMLInputElement | HTMLSelectElement | null {
    return this.objectPlace.querySelector<HTMLInputElement | HTMLSelectElement>("#p-object");
  }

  // -- the fields follow one another

  private async whoTaken(option: Option | null): Promise<void> {
    this.keep();
    if (option) this.relation.field.focus();
    await this.findRelations();
  }

  private async findRelations(): Promise<void> {
    try {
      this.relations = await fitting(this.who.value, this.kindOfNew("subject"));
      this.relation.setSource(among(this.relations));
    } catch (error) {
      this.say(told(error), true);
    }
  }

  private relationTaken(option: Option | null): void {
    this.setObject(this.relations.find((one) => one.name === option?.value) ?? null);
    this.keep();
    (this.objectField() ?? this.on).focus();
  }

  /** The field for the object, as the relation takes it: a name, a code, a number, a day, words. */
  private setObject(relation: Relation | null): void {
    this.object = null;
    this.onField.hidden = relation?.when === false;
    const label = h("label", { for: "p-object" }, relation?.label ?? say("Whom, or what"));
    const field = this.fieldFor(relation);
    fill(this.objectPlace, label, field, relation?.takes === "date" ? h("output", { class: "hint", id: "p-object-read" }) : null);
    if (field instanceof HTMLInputElement && (relation === null || relation.takes === "entity")) {
      this.object = new Combobox(field, names("object", relation?.kinds ?? []), () => {
        this.keep();
        this.on.focus();
      });
    }
    if (relation?.takes === "date") echo(field as HTMLInputElement, this.objectPlace.querySelector<HTMLElement>("#p-object-read")!, this.doc);
  }

  private fieldFor(relation: Relation | null): HTMLInputElement | HTMLSelectElement {
    const common = { id: "p-object", name: "object", required: relation !== null };
    const choose = (options: { name: string; label: string }[]): HTMLSelectElement =>
      h("select", common, h("option", { value: "" }, ""), ...options.map((one) => h("option", { value: one.name }, one.label)));
    if (relation?.takes === "code") return choose(relation.codes ?? []);
    if (relation?.takes === "boolean") return choose([{ name: "yes", label: say("yes") }, { name: "no", label: say("no") }]);
    if (relation?.takes === "integer") return h("input", { ...common, type: "number", step: 1 });
    return h("input", { ...common, type: "text", maxlength: 2000, autocomplete: "off" });
  }

  // -- recording

  /** Send it. The mark of the form stays until it is recorded, so that sending again after a lost answer records once. */
  private async record(): Promise<void> {
    if (this.sending || !this.passage) return;
    this.sending = true;
    this.say(say("Recording …"));
    try {
      const { form, guard } = await json<{ form: string; guard: string }>("/room/form");
      this.form ||= form;
      this.keep();
      this.recorded(await this.send(guard));
    } catch (error) {
      this.refused(error);
    } finally {
      this.sending = false;
    }
  }

  private async send(guard: string): Promise<Recorded> {
    const { from, to, quote } = this.passage!;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.element)) if (typeof value === "string") body.set(name, value);
    const fixed = { step: "record", guard, form: this.form, doc: this.doc, from: String(from), to: String(to), quote };
    for (const [name, value] of Object.entries(fixed)) body.set(name, value);
    const answer = await ask("/room/claims", { method: "POST", body, headers: { Accept: "application/json" } });
    return (await answer.json()) as Recorded;
  }

  private recorded(recorded: Recorded): void {
    this.element.hidden = true;
    this.drafts.drop();
    this.clear();
    this.done(recorded);
  }

  private refused(error: unknown): void {
    const errors = error instanceof Refused ? (error.problem.errors as Record<string, { why: string; next: string }> | undefined) : undefined;
    if (errors) {
      fill(this.message, h("ul", { class: "plain wrong" }, ...Object.values(errors).map(({ why, next }) => h("li", {}, why, next ? h("span", { class: "hint" }, ` ${next}`) : null))));
      const first = { subject: this.who.field, relation: this.relation.field, object: this.objectField(), on: this.on }[Object.keys(errors)[0] ?? ""];
      return first?.focus();
    }
    const kept = error instanceof Lost ? say(" What you typed is kept.") : "";
    this.say(told(error) + kept, true);
  }

  private say(words: string, wrong = false): void {
    fill(this.message, words ? h("p", { class: wrong ? "wrong" : "soft" }, words) : null);
  }
}
