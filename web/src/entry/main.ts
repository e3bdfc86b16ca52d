/* Forms as the server made them, with proposals for names, hints while somebody types, and what was typed kept in this tab.

   [data-names="person org"]   a field for a name, of these kinds
   form[data-island=entry]     the form for a claim: hints below its fields, and the fields that the relation takes
   form[data-keep]             what is typed is kept until a page says that it was recorded (room.ts) */
import { h, wear } from "../kit/dom";
import { Combobox, type Option } from "./combobox";
import { type Draft, Drafts } from "./draft";
import { Fits } from "./fits";
import { Hints } from "./hints";
import { names, recentSpeakers } from "./sources";

const NOT_KEPT = new Set(["guard", "form", "step", "lang", "doc"]);
const SHOWN = "~";
/** Behind the name of a field: what it shows, where it holds an id. */
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function enhance(form: HTMLFormElement): void {
  const isEntry = form.dataset.island === "entry";
  if (!isEntry && !form.querySelector("input[data-names]") && form.dataset.keep === undefined) return;
  form.dataset.enhanced = "yes";
  const root = form.getRootNode() as Document | ShadowRoot;
  const before = root.activeElement;
  const drafts = form.dataset.keep === undefined ? null : new Drafts(keyOf(form));
  if (drafts) keepTyped(form, drafts);
  const places: { fits?: Fits } = {};
  const made = (within: HTMLElement): void => {
    if (drafts) restore(within, drafts.get() ?? {});
    for (const field of within.querySelectorAll<HTMLInputElement>("input[data-names][name]")) named(form, field, places);
  };
  made(form);
  if (isEntry) {
    places.fits = new Fits(form, made);
    sends(form, new Hints(form, () => bodyOf(form)));
  }
  keepFocus(form, root, before);
}

/** A field that becomes one that proposes loses the focus: it comes back to where somebody had put it, and is never taken from elsewhere. */
function keepFocus(form: HTMLFormElement, root: Document | ShadowRoot, before: Element | null): void {
  if (root.activeElement && root.activeElement !== document.body) return;
  const field = before instanceof HTMLElement && form.contains(before) ? before : form.querySelector<HTMLElement>("[autofocus]");
  field?.focus();
}

function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.set(name, value);
  return body;
}

/** Enter in a field, and Ctrl+Enter anywhere, shows what will be recorded; while something is missing, it says what, and nothing goes away. */
function sends(form: HTMLFormElement, hints: Hints): void {
  const preview = form.querySelector<HTMLButtonElement>("button[name=step][value=preview]");
  form.addEventListener("keydown", (event) => {
    const isLine = event.target instanceof HTMLInputElement && !["checkbox", "radio", "submit"].includes(event.target.type);
    if (event.key !== "Enter" || event.defaultPrevented || !(isLine || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const body = bodyOf(form);
    const whole = ["subject", "relation", "object"].every((name) => body.get(name)?.trim()) && (body.get("doc") || body.get("new_doc_title"));
    if (whole) form.requestSubmit(preview);
    else void hints.ask(true);
  });
}

function named(form: HTMLFormElement, field: HTMLInputElement, places: { fits?: Fits }): void {
  const part = field.name;
  const kinds = (field.dataset.names ?? "").split(" ").filter(Boolean);
  const fresh = form.querySelector<HTMLInputElement>(`input[type=checkbox][name="${part}_new"]`);
  const kind = form.querySelector<HTMLSelectElement>(`select[name="${part}_kind"]`);
  const source = names(part, kinds, fresh !== null);
  const box: Combobox = new Combobox(field, part === "said_by" ? recentSpeakers.before(source) : source, (option) => {
    if (fresh) makeFresh(box, option, part, fresh, kind);
    if (part === "said_by") recentSpeakers.add(option);
    askForNew();
    if (part === "subject") void places.fits?.refit();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // whether it is a new name is a question only while the file does not know what stands there
  const askForNew = (): void => {
    const place = fresh?.closest("p");
    if (place) place.hidden = !fresh?.checked && (box.isChosen || !field.value.trim());
  };
  field.addEventListener("input", () => {
    if (fresh && !field.value.trim()) fresh.checked = false;
    askForNew();
  });
  if (part === "subject") for (const one of [fresh, kind]) one?.addEventListener("change", () => void places.fits?.refit());
  askForNew();
}

/** A new name ticks the form's own box for it; a known one takes the tick away. */
function makeFresh(box: Combobox, option: Option, part: string, fresh: HTMLInputElement, kind: HTMLSelectElement | null): void {
  const wanted = option.more?.[`${part}_kind`];
  fresh.checked = wanted !== undefined;
  if (wanted && kind) kind.value = wanted;
  box.set({ value: option.value, label: option.label });
}

/** What a form is about, so that words typed into one never turn up in another. */
function keyOf(form: HTMLFormElement): string {
  const about = ["back", "a", "b", "claim", "instead"].map((name) => form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)?.value ?? "");
  return ["habeas-add", form.getAttribute("action") ?? "", form.dataset.doc ?? "", ...about].join("-");
}

/** Fields that are still as they were made take what was typed before; a name shows as it was shown. */
function restore(within: HTMLElement, kept: Draft): void {
  for (const field of within.querySelectorAll<Field>("input, select, textarea")) {
    const value = kept[field.name];
    if (!field.name || value === undefined || field.value !== "" || !isTyped(field)) continue;
    field.value = kept[field.name + SHOWN] ?? value;
    if (field.name + SHOWN in kept) field.after(h("input", { type: "hidden", name: `${field.name}_ref`, value }));
  }
}

function keepTyped(form: HTMLFormElement, drafts: Drafts): void {
  const fieldsOf = (): Field[] => [...form.elements].filter(isField).filter(isTyped);
  const keep = (): void => drafts.keep(Object.fromEntries(fieldsOf().flatMap(keptOf)));
  // What is sent comes back from the server, and its subjects may have other numbers then.
  form.addEventListener("submit", () => drafts.keep(Object.fromEntries(Object.entries(drafts.get() ?? {}).filter(([name]) => !name.startsWith("subject_")))));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}

function keptOf(field: Field): [string, string][] {
  if (!field.value) return [];
  const shown = field.parentElement?.classList.contains("combobox") ? field.parentElement.querySelector<HTMLInputElement>("[role=combobox]") : null;
  return shown?.dataset.chosen === "yes" ? [[field.name, field.value], [field.name + SHOWN, shown.value]] : [[field.name, field.value]];
}

const isField = (field: Element): field is Field => field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement;
const isTyped = (field: Field): boolean =>
  field.name !== "" && !NOT_KEPT.has(field.name) && !["checkbox", "radio", "submit"].includes(field.type) && !(field.type === "hidden" && !field.parentElement?.classList.contains("combobox"));

wear("/static/islands.css");
for (const form of document.querySelectorAll<HTMLFormElement>("form")) if (!form.dataset.enhanced) enhance(form);
