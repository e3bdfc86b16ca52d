/* On every page of a published folder: "/" goes to the search; the page of the search and the page of one record are filled from the data beside. */
import { fill, h } from "../kit/dom";
import "../kit/search_key";
import { lang, say } from "../kit/words";
import { about, type ClaimRow, fold, load, names, type NameRow, noteFile, pageOf, pieceOf, edition } from "./store";

const HITS = 30;
/** So many claims of a document are shown. */
const MOST = 200;
const PLACES = 4096;
const given = new URLSearchParams(location.search);

/* -- claims */

async function claimsIn(piece: number): Promise<ClaimRow[]> {
  const rows = await load<ClaimRow[]>(`claims/${lang}/${piece}`);
  for (const row of rows) noteFile(`claim:${row[0]}`, row[11]);
  return rows;
}

function claimView(row: ClaimRow): HTMLElement {
  const [id, spoken, when, quote, speaker, speakerLabel, source, sourceLabel, said, status] = row;
  const values = { what: "\u0000", when, who: "\u0001" };
  const words = when ? say("%(what)s, %(when)s, according to %(who)s.", values) : say("%(what)s, according to %(who)s.", values);
  const sentence = h("p", { class: "sentence" });
  for (const part of words.split(/([\u0000\u0001])/)) {
    sentence.append(part === "\u0000" ? h("span", { dir: "auto" }, spoken) : part === "\u0001" ? h("a", { href: pageOf(speaker) }, speakerLabel) : part);
  }
  const marks = h("p", { class: "marks" }, status ? h("span", { class: "mark warn" }, status) : null, h("a", { class: "cite", href: pageOf(`claim:${id}`) }, id));
  const [before = "", after = ""] = say("Said %(day)s in %(document)s", { day: said, document: "\u0000" }).split("\u0000");
  const meta = h("p", { class: "meta" }, before, h("a", { href: pageOf(source) }, sourceLabel), after);
  return h("article", { class: "claim", id: `c-${id}` }, sentence, quote ? h("blockquote", { dir: "auto" }, h("p", {}, quote)) : null, meta, marks);
}

/* -- search */

async function search(place: HTMLElement): Promise<void> {
  const typed = (given.get("q") ?? "").slice(0, 200).trim();
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=q]")) field.value = typed;
  const kind = given.get("kind") ?? "";
  const only = document.querySelector<HTMLSelectElement>("select[name=kind]");
  if (only) only.value = kind;
  if (!typed) return;
  document.title = `${say("Search: %(words)s", { words: typed })} · habeas`;
  fill(place, h("p", { class: "soft", role: "status" }, say("Searching …")));
  const all = await names();
  const found = kind === "claim" ? [] : all.search(typed, 4 * HITS).filter((row) => !kind || row[0] === kind).slice(0, HITS);
  const claims = kind && kind !== "claim" ? [] : await passages(typed);
  document.querySelector("#found ~ .note")?.remove();
  const kinds = new Map([...(only?.options ?? [])].map((one) => [one.value, one.text]));
  const item = (row: NameRow): HTMLElement =>
    h("li", {}, h("a", { href: pageOf(`${row[0]}:${row[1]}`) }, all.label(row)), " ", h("span", { class: "mark" }, kinds.get(row[0]) ?? row[0]),
      row[3].length && !fold(all.label(row)).includes(fold(typed)) ? h("span", { class: "soft" }, ` ${say("also: %(name)s", { name: row[3].slice(0, 3).join(" · ") })}`) : null);
  fill(
    place,
    found.length ? h("section", { "aria-labelledby": "names" }, h("h2", { id: "names" }, say("Names")), h("ul", { class: "hits" }, ...found.map(item))) : null,
    claims.length ? h("section", { "aria-labelledby": "passages" }, h("h2", { id: "passages" }, say("Passages")), ...claims.map(claimView)) : null,
    found.length || claims.length ? null : h("p", { class: "note", role: "status" }, say("Nothing in this file has these words. Try fewer words, or the beginning of a name.")),
  );
}

/** The claims in whose quotes and notes all words stand; the last word may go on. */
async function passages(typed: string): Promise<ClaimRow[]> {
  const words = fold(typed).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  let left: Set<number> | null = null;
  for (const [place, word] of words.entries()) {
    const shard = [...word].slice(0, 2).map((sign) => (sign.codePointAt(0) ?? 0).toString(16)).join("-");
    const found: Record<string, number[]> = await load<Record<string, number[]>>(`words/${shard}`).catch(() => ({}));
    const last = place === words.length - 1;
    const here: Set<number> = new Set(Object.entries(found).flatMap(([other, places]) => (other === word || (last && other.startsWith(word)) ? places : [])));
    if (!here.size && (!last || !left)) return [];
    if (here.size) left = left ? new Set([...(left as Set<number>)].filter((one) => here.has(one))) : here;
  }
  const first = [...(left ?? [])].slice(0, HITS);
  return (await Promise.all(first.map(async (one) => (await claimsIn(Math.floor(one / PLACES)))[one % PLACES]))).filter((row) => row !== undefined);
}

/* -- one record, in a folder that has no page for each */

async function record(place: HTMLElement): Promise<void> {
  const [kind = "", ...rest] = location.hash.slice(1).split("/");
  const slug = decodeURIComponent(rest.join("/"));
  const { claims: pieces } = await about();
  if (kind === "claim") {
    const row = (await claimsIn(pieceOf(slug, pieces))).find(([id]) => id === slug);
    if (!row) return fill(place, h("h1", {}, slug), h("p", { class: "note" }, say("There is nothing of this name in this edition.")));
    document.title = `${row[1]} · habeas`;
    return fill(place, h("h1", {}, row[1]), claimView(row), h("p", {}, h("a", { href: `${edition.root}${lang}/${row[10]}#c-${encodeURIComponent(slug)}` }, say("On the page it belongs to"))));
  }
  if (kind === "doc") return await document_(place, slug, pieces);
  return undefined;
}

async function document_(place: HTMLElement, slug: string, pieces: number): Promise<void> {
  const all = await names();
  const row = all.rows.find(([kind, name]) => kind === "doc" && name === slug);
  if (!row) return fill(place, h("h1", {}, slug), h("p", { class: "note" }, say("There is nothing of this name in this edition.")));
  document.title = `${all.label(row)} · habeas`;
  fill(place, h("h1", { dir: "auto" }, all.label(row)), h("p", { class: "soft", role: "status" }, say("Searching …")));
  const documents = await load<Record<string, string[]>>(`docs/${pieceOf(slug, pieces)}`);
  const found: ClaimRow[] = [];
  for (const id of (documents[slug] ?? []).slice(0, MOST)) found.push(...(await claimsIn(pieceOf(id, pieces))).filter((claim) => claim[0] === id));
  fill(place, h("h1", { dir: "auto" }, all.label(row)), h("h2", {}, say("Claims in this document")), ...found.map(claimView));
}

const island = document.querySelector<HTMLElement>("[data-island=search], [data-island=record]");
if (island?.dataset.island === "search") void about().then(() => search(island));
if (island?.dataset.island === "record") {
  const show = (): void => void about().then(() => record(island));
  addEventListener("hashchange", show);
  show();
}
