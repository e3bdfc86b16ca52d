/* The small form beside the text: who, what, whom, when, who says so; Enter records. Built of text nodes; sent as the plain form is. */
import { fill, h } from "../kit/dom";
import { json, Lost, Refused, told } from "../kit/ask";
import { say } from "../kit/words";
import { Combobox, type Option } from "../entry/combobox";
import { type Draft, Drafts } from "../entry/draft";
import { Hints } from "../entry/hints";
import { among, fitting, fold, names, recentSpeakers, type Relation } from "../entry/sources";
import { control } from "../entry/values";
import type { Passage } from "./text";

export interface Recorded {
  id: string;
  url: string;
  /** What was recorded, as it stood in the fields. */
  words: string;
}

const SPEAKERS = ["person", "org", "collective"];
const line = (name: string, more: Record<string, unknown> = {}): HTMLInputElement => h("input", { id: `p-${name}`, name, autocomplete: "off", maxlength: 300, "aria-describedby": `u-${name}`, ...more });
const output = (name: string, more: Record<string, unknown> = {}): HTMLOutputElement => h("output", { id: `u-${name}`, class: "understood", for: `p-${name}`, "aria-live": "polite", ...more });

export class Panel {
  readonly element: HTMLFormElement;
  private readonly who: Combobox;
  private readonly relation: Combobox;
  private readonly speaker: Combobox;
  private readonly objectPlace = h("div", { class: "field" });
  private readonly on = line("on");
  private readonly onField = h("div", { class: "field" }, h("label", { for: "p-on" }, say("When")), this.on, output("on"));
  private readonly message = h("div", { role: "status", class: "panel-says" });
  private readonly quote = h("blockquote");
  private readonly more = h("a", {}, say("All fields"));
  private readonly hints: Hints;
  private relations: Relation[] = [];
  private shown: Relation | null = null;
  private object: Combobox | null = null;
  private passage: Passage | null = null;
  private form = "";
  private guard = "";
  private sending = false;
  private readonly drafts: Drafts;

  constructor(
    private readonly doc: string,
    private readonly done: (recorded: Recorded | null) => void,
  ) {
    this.drafts = new Drafts(`habeas-passage-${doc}`);
    const who = line("subject", { id: "p-who", required: true });
    const relation = line("relation", { required: true });
    const speaker = line("said_by");
    const field = (label: string, input: HTMLInputElement, said: HTMLOutputElement): HTMLDivElement => h("div", { class: "field" }, h("label", { for: input.id }, label), input, said);
    this.element = h(
      "form",
      { class: "passage-panel card", "aria-label": say("A claim from the marked passage"), hidden: true },
      this.quote,
      field(say("Who or what"), who, output("subject", { for: "p-who" })),
      field(say("What is said"), relation, output("relation")),
      this.objectPlace,
      this.onField,
      field(say("Who says so"), speaker, output("said_by", { "data-empty": "" })),
      h("output", { id: "u-whole", class: "understood", for: "p-who" }),
      this.message,
      h("div", { class: "panel-acts" }, h("button", { class: "first", type: "submit" }, say("Record")), h("button", { type: "button", onclick: () => this.close() }, say("Cancel")), this.more),
    );
    this.who = new Combobox(who, names("subject", []), () => void this.findRelations());
    this.relation = new Combobox(relation, among([]), () => this.follow(), () => this.resolve());
    this.speaker = new Combobox(speaker, recentSpeakers.before(names("said_by", SPEAKERS)), (option) => recentSpeakers.add(option));
    this.setObject(null);
    this.hints = new Hints(this.element, () => (this.element.hidden || !this.guard ? null : this.body()));
    this.listen(relation);
  }

  private listen(relation: HTMLInputElement): void {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.record();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.element.requestSubmit();
    });
    relation.addEventListener("blur", () => setTimeout(() => this.resolve()));
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
    else void this.findRelations();
    this.keep();
    this.guard = (await json<{ guard: string }>("/room/form").catch(() => ({ guard: "" }))).guard;
    this.hints.soon();
  }

  /** What was being typed before a reload, if anything. */
  resume(): void {
    const draft = this.drafts.get();
    if (!draft?.quote) return;
    void this.open({ from: Number(draft.from), to: Number(draft.to), quote: draft.quote }, draft);
  }

  close(): void {
    this.end(null);
  }

  private end(recorded: Recorded | null): void {
    this.element.hidden = true;
    this.drafts.drop();
    this.hints.stop();
    this.clear();
    this.done(recorded);
  }

  private clear(): void {
    this.form = "";
    for (const box of [this.who, this.relation, this.speaker]) box.set(null);
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
      speaker: this.speaker.value, speakerLabel: this.speaker.field.value, speakerKind: this.kindOfNew("said_by"),
    });
  }

  private async restore(draft: Draft): Promise<void> {
    const option = (part: string, value: string, label: string, kind: string): Option => ({ value, label, ...(kind ? { more: { [`${part}_new`]: "1", [`${part}_kind`]: kind } } : {}) });
    if (draft.who) this.who.set(option("subject", draft.who, draft.whoLabel || draft.who, draft.whoKind ?? ""));
    if (draft.speaker) this.speaker.set(option("said_by", draft.speaker, draft.speakerLabel || draft.speaker, draft.speakerKind ?? ""));
    await this.findRelations();
    if (draft.relation) this.relation.set({ value: draft.relation, label: draft.relationLabel || draft.relation });
    this.setObject(this.relations.find((one) => one.name === draft.relation) ?? null);
    if (this.object && draft.object) this.object.set(option("object", draft.object, draft.objectLabel || draft.object, draft.objectKind ?? ""));
    else if (draft.object) this.objectField()!.value = draft.object;
    this.on.value = draft.on ?? "";
  }

  private kindOfNew(part: string): string {
    return this.element.querySelector<HTMLInputElement>(`input[name=${part}_kind]`)?.value ?? "";
  }

  private objectField(): HTMLInputElement | HTMLSelectElement | null {
    return this.objectPlace.querySelector<HTMLInputElement | HTMLSelectElement>("#p-object");
  }

  // -- what fits together; the focus stays where it is

  private async findRelations(): Promise<void> {
    this.changed();
    try {
      this.relations = await fitting(this.who.value, this.kindOfNew("subject"));
      this.relation.setSource(among(this.relations));
    } catch (error) {
      this.say(told(error), true);
    }
  }

  /** A relation written out in full is that relation, as if it had been chosen. */
  private resolve(): void {
    if (this.relation.isChosen) return;
    const found = this.relations.filter((one) => fold(one.label) === fold(this.relation.field.value.trim()));
    if (found.length !== 1 || !found[0]) return;
    this.relation.set({ value: found[0].name, label: found[0].label });
    this.follow();
  }

  private follow(): void {
    const relation = this.relations.find((one) => one.name === this.relation.value) ?? null;
    if (relation !== this.shown) this.setObject(relation);
    this.changed();
  }

  private changed(): void {
    this.keep();
    this.hints.soon();
  }

  /** The field for the object, as the relation takes it. What was typed stays, and so does the focus. */
  private setObject(relation: Relation | null): void {
    const before = this.objectField();
    const [typed, hadFocus] = [relation && before instanceof HTMLInputElement ? before.value : "", this.objectPlace.contains(document.activeElement)];
    this.shown = relation;
    this.object = null;
    this.onField.hidden = relation?.when === false;
    this.on.disabled = this.onField.hidden;
    const field = control(relation, { id: "p-object", name: "object", required: relation !== null, "aria-describedby": "u-object" });
    if (field instanceof HTMLInputElement) field.value = typed;
    fill(this.objectPlace, h("label", { for: "p-object" }, relation?.label ?? say("Whom, or what")), field, output("object"));
    if (field instanceof HTMLInputElement && (relation === null || relation.takes === "entity")) this.object = new Combobox(field, names("object", relation?.kinds ?? []), () => this.changed());
    if (hadFocus) field.focus();
  }

  // -- recording

  /** Send it. The mark of the form stays until it is recorded, so that sending again after a lost answer records once. */
  private async record(): Promise<void> {
    if (this.sending || !this.passage) return;
    this.sending = true;
    this.resolve();
    this.say(say("Recording …"));
    try {
      const { form, guard } = await json<{ form: string; guard: string }>("/room/form");
      this.form ||= form;
      this.guard = guard;
      this.keep();
      const words = this.inWords();
      this.end({ ...(await this.send()), words });
    } catch (error) {
      this.refused(error);
    } finally {
      this.sending = false;
    }
  }

  private inWords(): string {
    const object = this.objectField();
    const what = object instanceof HTMLSelectElement ? (object.selectedOptions[0]?.text ?? "") : (object?.value ?? "");
    return [this.who.field.value, this.relation.field.value, what].join(" — ");
  }

  private body(): URLSearchParams {
    const { from, to, quote } = this.passage!;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.element)) if (typeof value === "string") body.set(name, value);
    const fixed = { guard: this.guard, form: this.form, doc: this.doc, from: String(from), to: String(to), quote };
    for (const [name, value] of Object.entries(fixed)) body.set(name, value);
    return body;
  }

  private async send(): Promise<{ id: string; url: string }> {
    const body = this.body();
    body.set("step", "record");
    return await json<{ id: string; url: string }>("/room/claims", { method: "POST", body });
  }

  private refused(error: unknown): void {
    const errors = error instanceof Refused ? (error.problem.errors as Record<string, { why: string; next: string }> | undefined) : undefined;
    if (errors) {
      fill(this.message, h("ul", { class: "plain wrong" }, ...Object.values(errors).map(({ why, next }) => h("li", {}, why, next ? h("span", { class: "hint" }, ` ${next}`) : null))));
      const first = { subject: this.who.field, relation: this.relation.field, object: this.objectField(), on: this.on, said_by: this.speaker.field }[Object.keys(errors)[0] ?? ""];
      return first?.focus();
    }
    const kept = error instanceof Lost ? say(" What you typed is kept.") : "";
    this.say(told(error) + kept, true);
  }

  private say(words: string, wrong = false): void {
    fill(this.message, words ? h("p", { class: wrong ? "wrong" : "soft" }, words) : null);
  }
}
