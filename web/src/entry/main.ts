/* Forms as the server made them, with proposals for names, dates as understood, and what was typed kept in this tab.

   [data-names="person org"]   a field for a name, of these kinds     [data-date]   a field for a date
   form[data-keep]             what is typed is kept until a page says that it was recorded (room.ts) */
import { need, wear } from "../kit/dom";
import { Combobox, type Option } from "./combobox";
import { echo } from "./dates";
import { Drafts } from "./draft";
import { fitting, names } from "./sources";

const FOCUS = "habeas-focus";
const NOT_KEPT = new Set(["guard", "form", "step", "lang", "doc"]);
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function enhance(form: HTMLFormElement): void {
  const fields = form.querySelectorAll<HTMLInputElement>("input[data-names], input[data-date]");
  if (!fields.length && form.dataset.keep === undefined) return;
  form.dataset.enhanced = "yes";
  if (form.dataset.keep !== undefined) keepTyped(form, new Drafts(keyOf(form)));
  for (const field of fields) {
    if (field.dataset.date !== undefined) dated(form, field);
    else named(form, field);
  }
  if (form.dataset.island === "entry") fits(form);
}

function dated(form: HTMLFormElement, field: HTMLInputElement): void {
  const output = form.querySelector<HTMLElement>(`#u-${CSS.escape(field.name)}`);
  const doc = form.querySelector<Field>("[name=doc]")?.value ?? "";
  if (output) echo(field, output, doc);
}

function named(form: HTMLFormElement, field: HTMLInputElement): void {
  const part = field.name;
  const kinds = (field.dataset.names ?? "").split(" ").filter(Boolean);
  const fresh = form.querySelector<HTMLInputElement>(`input[type=checkbox][name="${part}_new"]`);
  const kind = form.querySelector<HTMLSelectElement>(`select[name="${part}_kind"]`);
  const box: Combobox = new Combobox(field, names(part, kinds, fresh !== null), (option) => {
    if (fresh) makeFresh(box, option, part, fresh, kind);
    if (part === "subject") void refit(form, box.value, kind?.value ?? "");
  });
}

/** A new name ticks the form's own box for it; a known one takes the tick away. */
function makeFresh(box: Combobox, option: Option | null, part: string, fresh: HTMLInputElement, kind: HTMLSelectElement | null): void {
  const wanted = option?.more?.[`${part}_kind`];
  fresh.checked = wanted !== undefined;
  if (wanted && kind) kind.value = wanted;
  if (option) box.set({ value: option.value, label: option.label });
}

/** Only the relations that fit, once it is known of whom. */
async function refit(form: HTMLFormElement, subject: string, kind: string): Promise<void> {
  const select = form.querySelector<HTMLSelectElement>("select[name=relation]");
  if (!select) return;
  const relations = await fitting(subject, kind).catch(() => null);
  if (!relations?.length) return;
  const chosen = select.value;
  const options = relations.map((one) => new Option(one.label, one.name, false, one.name === chosen));
  select.replaceChildren(new Option(select.options[0]?.text ?? "", ""), ...options);
}

/** Another relation takes another kind of thing: the server makes the fields anew, and one goes on where one was. */
function fits(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button[name=step][value=fit]");
  const relation = form.querySelector<HTMLSelectElement>("select[name=relation]");
  relation?.addEventListener("change", () => {
    sessionStorage.setItem(FOCUS, "f-object");
    form.requestSubmit(button);
  });
  const to = sessionStorage.getItem(FOCUS);
  sessionStorage.removeItem(FOCUS);
  if (to && document.getElementById(to)) need<HTMLElement>(`#${to}`, form).focus();
  else form.querySelector<HTMLElement>("[autofocus]")?.focus(); // becoming a field that proposes took the focus from it
}

/** What a form is about, so that words typed into one never turn up in another. */
function keyOf(form: HTMLFormElement): string {
  const about = ["back", "a", "b", "claim", "instead"].map((name) => form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)?.value ?? "");
  return ["habeas-add", form.getAttribute("action") ?? "", form.dataset.doc ?? "", ...about].join("-");
}

/** Fields that are still as the server made them take what was typed before. */
function keepTyped(form: HTMLFormElement, drafts: Drafts): void {
  const kept = drafts.get() ?? {};
  for (const field of fieldsOf(form)) {
    const value = kept[field.name];
    if (value !== undefined && field.value === "") field.value = value;
  }
  const keep = (): void => drafts.keep(Object.fromEntries(fieldsOf(form).filter((field) => field.value).map((field) => [field.name, field.value])));
  // What is sent comes back from the server, and its subjects may have other numbers then.
  form.addEventListener("submit", () => drafts.keep(Object.fromEntries(Object.entries(drafts.get() ?? {}).filter(([name]) => !name.startsWith("subject_")))));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}

const isField = (field: Element): field is Field => field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement;
const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(isField).filter((field) => field.name && !NOT_KEPT.has(field.name) && !["checkbox", "radio", "submit"].includes(field.type) && !(field.type === "hidden" && !field.parentElement?.classList.contains("combobox")));

wear("/static/islands.css");
for (const form of document.querySelectorAll<HTMLFormElement>("form")) if (!form.dataset.enhanced) enhance(form);
