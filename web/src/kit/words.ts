/* The two languages of the room, where a script says something itself. */

export const lang: "en" | "es" = document.documentElement.lang === "es" ? "es" : "en";

/** The words in the language of the page. */
export function say(english: string, spanish: string): string {
  return lang === "es" ? spanish : english;
}

const numbers = new Intl.NumberFormat(lang);
const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const number = (value: number): string => numbers.format(value);

/** A day as people write it. */
export const day = (iso: string): string => days.format(new Date(`${iso}T00:00:00Z`));

/** The address of the page about a name: `person:ana` → `/id/person/ana.html`, in the language of this page's address. */
export function pageOf(ref: string): string {
  const at = ref.indexOf(":");
  const [kind, slug] = [ref.slice(0, at), ref.slice(at + 1)];
  const asked = new URLSearchParams(location.search).get("lang");
  const record = kind === "claim" || kind === "doc" || kind === "snapshot";
  return `/id/${encodeURIComponent(kind)}/${encodeURIComponent(slug)}${record ? "" : ".html"}${asked ? `?lang=${encodeURIComponent(asked)}` : ""}`;
}
