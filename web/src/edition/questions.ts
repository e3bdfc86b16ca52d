/* A saved question in a published folder: its form, answered in this browser. */
import { fill, h } from "../kit/dom";
import { count, say } from "../kit/words";
import { csvLink, json, told } from "../kit/ask";
import { namesIn, type Row, type Table, tableOf, tableView } from "../query/results";
import { answer } from "./engine";
import type { Edition, NameRow } from "./store";

interface Question {
  text: string;
  params: [name: string, type: "name" | "date" | "text" | "integer", default_: string][];
}

class NoSuchName extends Error {}

const edition = window.habeasEdition as Edition;
const OUTER = /^(?!\s*#).*?\bWHERE\s*\{/im;
const CONDITION = /#\s*only (with|without) (\w+)\s*$/;
const literal = (text: string): string => JSON.stringify(text).replace(/\\u/g, "\\u");

/** The terms that a typed value stands for: a name with all that were judged to mean the same. */
async function termsOf(type: string, typed: string): Promise<string[]> {
  if (type === "date") return [`"${typed.replace(/[^\d-]/g, "")}"^^<http://www.w3.org/2001/XMLSchema#date>`];
  if (type === "integer") return [String(Math.trunc(Number(typed)) || 0)];
  if (type === "text") return [literal(typed)];
  const [names, { base, same }] = await Promise.all([edition.names(), edition.about()]);
  const exact = names.exact(typed);
  const found = exact.length ? exact : names.search(typed, 6);
  const row = found.length === 1 || exact.length ? found[0] : undefined;
  if (!row && /^claim:|^[\w.~-]+$/.test(typed) && !found.length) return [`<${base}claim/${encodeURIComponent(typed.replace(/^claim:/, ""))}>`];
  if (!row) throw new NoSuchName(found.length ? say("Several names fit: %(names)s", { names: found.map(names.label).join(" · ") }) : say("There is nothing of this name in this edition."));
  const ref = refOf(row);
  const every = [ref, ...(same.find((group) => group.includes(ref)) ?? []).filter((one) => one !== ref)];
  return every.map((one) => `<${base}${one.replace(":", "/")}>`);
}

const refOf = ([kind, slug]: NameRow): string => `${kind}:${slug}`;

/** The query with its values bound, as sparql/saved/parameters.py binds them. */
async function bound(question: Question, given: Map<string, string>): Promise<string> {
  const lines = question.text.split("\n").filter((line) => {
    const found = CONDITION.exec(line);
    return !found || given.has(found[2] ?? "") === (found[1] === "with");
  });
  const text = lines.join("\n");
  const outer = OUTER.exec(text);
  if (!given.size || !outer) return text;
  const types = new Map(question.params.map(([name, type]) => [name, type]));
  let rows: string[][] = [[]];
  for (const [name, typed] of given) {
    const terms = await termsOf(types.get(name) ?? "text", typed);
    rows = rows.flatMap((row) => terms.map((term) => [...row, term]));
  }
  const end = outer.index + outer[0].length;
  const values = `VALUES (${[...given.keys()].map((name) => `?${name}`).join(" ")}) { ${rows.map((row) => `(${row.join(" ")})`).join(" ")} }`;
  return `${text.slice(0, end)} ${values} ${text.slice(end)}`;
}

const plain = (query: string): string => query.replace(/^\s*#.*$/gm, "");

async function run(form: HTMLFormElement, question: Question, place: HTMLElement): Promise<void> {
  const typed = new FormData(form);
  const given = new Map(question.params.map(([name, , default_]): [string, string] => [name, String(typed.get(name) || default_).trim()]).filter(([, value]) => value));
  fill(place, h("p", { class: "soft", role: "status", id: "query-status" }, say("Asking …")));
  try {
    const query = plain(await bound(question, given));
    const found = (await answer(query)) as Parameters<typeof tableOf>[0] & { results?: { bindings: Row[] } };
    const order = /SELECT\s+(?:DISTINCT\s+)?([\s\S]*?)\bWHERE\b/i.exec(query)?.[1] ?? "";
    const vars = [...order.matchAll(/\bAS\s+\?(\w+)\s*\)|\?(\w+)(?=\s|$)/g)].map((one) => one[1] ?? one[2] ?? "");
    await show(place, query, titled(tableOf({ head: { vars: [...new Set(vars)] }, ...found })));
  } catch (error) {
    fill(place, h("p", { class: "note wrong", role: "alert" }, told(error)));
  }
}

/** `person` and `personName` are one column: the name, which leads to its page. */
function titled(table: Table): Table {
  const used = table.vars.filter((name) => table.rows.some((row) => row[name]));
  return { ...table, vars: used.filter((name) => !(name.endsWith("Name") && used.includes(name.slice(0, -4)))) };
}

async function show(place: HTMLElement, query: string, table: Table): Promise<void> {
  if (!table.rows.length) return fill(place, h("p", { class: "note", role: "status" }, say("Nothing in this file fits this query. No information is not a no: perhaps nobody has said so yet.")));
  const { base } = await json<{ base: string }>("/room/vocabulary");
  const names = await namesIn(table, base);
  fill(place, h("h2", {}, say("Answer")), h("p", { class: "soft", role: "status" }, count("One row", "%(num)s rows", table.rows.length), " ", csvLink(query)), tableView(table, base, names));
}

const form = document.querySelector<HTMLFormElement>("form[data-island=question]");
const name = document.querySelector<HTMLElement>("[data-question]")?.dataset.question ?? form?.dataset.name ?? "";
const place = document.querySelector<HTMLElement>("#answer");
if (form && place) {
  void edition.load<Record<string, Question>>("questions").then((all) => {
    const question = all[name];
    if (!question) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void run(form, question, place);
    });
    const asked = new URLSearchParams(location.search);
    for (const [key, value] of asked) {
      const field = form.elements.namedItem(key);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    if ([...asked.keys()].length) void run(form, question, place);
  });
}
