/* The part of the form that depends on the relation: what it takes, whether a date goes beside it, which details there are.
   It changes where it stands, and the focus stays where it is: in the list of relations, while somebody goes through it by its letters. */
import { fill, need } from "../kit/dom";
import { detailsOf, fitting, type Relation } from "./sources";
import { valueField } from "./values";

export class Fits {
  private relations: Relation[] = [];
  private ready: Promise<void>;
  private shown: string;
  private readonly select: HTMLSelectElement;

  /** `made` makes fields that were put in ready for typing. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly made: (within: HTMLElement) => void,
  ) {
    this.select = need<HTMLSelectElement>("select[name=relation]", form);
    this.shown = need<HTMLElement>("#what", form).dataset.relation ?? "";
    const button = form.querySelector<HTMLElement>(".fit");
    if (button) button.hidden = true;
    this.select.addEventListener("change", () => void this.follow());
    this.ready = this.find();
    void this.follow();
  }

  /** The relations that fit whoever it is said of now; one that was chosen stays chosen while it fits. */
  async refit(): Promise<void> {
    this.ready = this.find();
    await this.ready;
    if (!this.relations.length) return;
    const chosen = this.select.value;
    const options = this.relations.map((one) => new Option(one.label, one.name, false, one.name === chosen));
    this.select.replaceChildren(new Option(this.select.options[0]?.text ?? "", ""), ...options);
    if (chosen && !this.select.value) await this.follow();
  }

  private async find(): Promise<void> {
    this.relations = await fitting(...this.subject()).catch(() => []);
  }

  private subject(): [string, string] {
    const named = (name: string): string => (this.form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "";
    const isNew = this.form.querySelector<HTMLInputElement>("input[type=checkbox][name=subject_new]")?.checked;
    return [named("subject"), isNew ? named("subject_kind") : ""];
  }

  private async follow(): Promise<void> {
    await this.ready;
    const name = this.select.value;
    if (name === this.shown) return;
    const relation = this.relations.find((one) => one.name === name);
    if (!relation) return;
    this.shown = name;
    this.putObject(relation);
    await this.putDetails(name);
  }

  private putObject(relation: Relation): void {
    const place = need<HTMLElement>("#what", this.form);
    const before = place.querySelector<HTMLInputElement | HTMLSelectElement>("#f-object");
    const [typed, hadFocus] = [before instanceof HTMLInputElement ? before.value : "", place.contains(document.activeElement)];
    fill(place, valueField(relation, "object", place.dataset.label ?? "", this.kinds()));
    const field = need<HTMLInputElement | HTMLSelectElement>("#f-object", place);
    if (field instanceof HTMLInputElement) field.value = typed;
    this.made(place);
    if (hadFocus) field.focus();
    const when = need<HTMLElement>("#when", this.form);
    when.hidden = relation.when === false;
    need<HTMLInputElement>("#f-on", when).disabled = when.hidden;
  }

  private async putDetails(relation: string): Promise<void> {
    const place = need<HTMLDetailsElement>("#more", this.form);
    const slots = await detailsOf(...this.subject(), relation).catch(() => []);
    if (this.shown !== relation) return;
    const typed = new Map([...place.querySelectorAll<HTMLInputElement>("[name^=detail_]")].map((field) => [field.name, field.value]));
    place.hidden = slots.length === 0;
    place.dataset.of = relation;
    fill(need("div", place), ...slots.map((slot) => valueField(slot, `detail_${slot.name}`, slot.label, this.kinds())));
    for (const field of place.querySelectorAll<HTMLInputElement>("[name^=detail_]")) field.value = typed.get(field.name) ?? field.value;
    this.made(place);
  }

  /** What each kind of thing is called, as the form itself says it. */
  private kinds(): Map<string, string> {
    const options = this.form.querySelectorAll<HTMLOptionElement>("select[name=subject_kind] option");
    return new Map([...options].map((option) => [option.value, option.text]));
  }
}
