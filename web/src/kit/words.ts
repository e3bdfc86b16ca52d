/* What a script says itself: English here, every other language in the catalogue that the page hands over
   (api/habeas_api/locale/…/scripts.po). `%(name)s` stands for a value, as in the messages of the server. */

type Values = Record<string, string>;
type Catalogue = Record<string, string | string[]>;

export const lang = document.documentElement.lang || "en";
const catalogue = JSON.parse(document.querySelector<HTMLTemplateElement>("template#words")?.content.textContent || "{}") as Catalogue;
const filled = (text: string, values: Values): string => text.replace(/%\((\w+)\)s/g, (all, name: string) => values[name] ?? all);

/** A message in the language of the page. */
export function say(message: string, values: Values = {}): string {
  const found = catalogue[message];
  return filled(typeof found === "string" ? found : message, values);
}

/** A message about one or many, with the number as `num`. */
export function count(one: string, many: string, num: number, values: Values = {}): string {
  const found = catalogue[one];
  const [single, several] = Array.isArray(found) ? found : [one, many];
  return filled((num === 1 ? single : several) ?? many, { num: number(num), ...values });
}

const numbers = new Intl.NumberFormat(lang);
const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const number = (value: number): string => numbers.format(value);

/** A day as people write it. */
export const day = (iso: string): string => days.format(new Date(`${iso}T00:00:00Z`));

/** The address of the page about a name: `person:ana` → `/id/person/ana.html`, in the language of this page's address. */
export function pageOf(ref: string): string {
  if (window.habeasEdition) return window.habeasEdition.pageOf(ref);
  const at = ref.indexOf(":");
  const [kind, slug] = [ref.slice(0, at), ref.slice(at + 1)];
  const asked = new URLSearchParams(location.search).get("lang");
  const record = kind === "claim" || kind === "doc" || kind === "snapshot";
  return `/id/${encodeURIComponent(kind)}/${encodeURIComponent(slug)}${record ? "" : ".html"}${asked ? `?lang=${encodeURIComponent(asked)}` : ""}`;
}
