/* The full form for a claim, as the server made it, with proposals, the date as understood, and what was typed kept in this tab. */
import { Combobox } from "./combobox";
import { echo } from "./dates";
import { Drafts } from "./draft";
import { names } from "./sources";

const NAMED = ["subject", "object", "said_by"];
const DATED = ["on", "said"];
const NOT_KEPT = new Set(["guard", "form", "step"]);

export function enhance(form: HTMLFormElement): void {
  const doc = form.dataset.doc ?? "";
  for (const part of NAMED) {
    const field = form.querySelector<HTMLInputElement>(`input#f-${part}[name=${part}]`);
    if (field) new Combobox(field, names(part, []));
  }
  for (const part of DATED) {
    const [field, output] = [form.querySelector<HTMLInputElement>(`#f-${part}`), form.querySelector<HTMLElement>(`#u-${part}`)];
    if (field && output) echo(field, output, doc);
  }
  keepTyped(form, new Drafts(`habeas-add-${doc}`));
}

/** Fields that are still as the server made them take what was typed before. It is let go once a page says that it was recorded (room.ts). */
function keepTyped(form: HTMLFormElement, drafts: Drafts): void {
  const kept = drafts.get() ?? {};
  for (const field of fieldsOf(form)) {
    const value = kept[field.name];
    if (value !== undefined && field.value === "") field.value = value;
  }
  form.addEventListener("input", () => drafts.keep(Object.fromEntries(fieldsOf(form).filter((field) => field.value).map((field) => [field.name, field.value]))));
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter((field): field is Field => {
    const kind = field instanceof HTMLInputElement ? field.type : "";
    return "value" in field && "name" in field && Boolean(field.name) && !NOT_KEPT.has(String(field.name)) && !["hidden", "submit", "checkbox", "radio"].includes(kind) && field.tagName !== "BUTTON";
  });
