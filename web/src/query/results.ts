/* Results: as a table, as a map of links by kind, as a graph; and the CSV that the server makes. Names are looked up for addresses of the file. */
import { h } from "../kit/dom";
import { json } from "../kit/ask";
import { count, lang, number, pageOf, say } from "../kit/words";
import type { GraphData } from "../graph/data";

export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: unknown;
  "xml:lang"?: string;
  datatype?: string;
}
export type Row = Record<string, Term>;
export interface Table {
  vars: string[];
  rows: Row[];
}

export const SHOWN = 500;
const NAMED = 300;

/** What the server answered, as a table: SELECT as it is, ASK as one cell. */
export function tableOf(found: { boolean?: boolean; head?: { vars?: string[] }; results?: { bindings: Row[] } }): Table {
  if (typeof found.boolean === "boolean") {
    const value = found.boolean ? say("yes") : say("no");
    return { vars: [say("answer")], rows: [{ [say("answer")]: { type: "literal", value } }] };
  }
  return { vars: found.head?.vars ?? [], rows: found.results?.bindings ?? [] };
}

/** Names of this file in an answer: `person:ana` by its address. */
export const refOf = (iri: string, base: string): string | null => {
  if (!iri.startsWith(base)) return null;
  const [kind, ...slug] = iri.slice(base.length).split("/");
  return kind && slug.length ? `${kind}:${slug.join("/")}` : null;
};

const isIri = (term: Term | undefined): term is Term & { value: string } => term?.type === "uri" && typeof term.value === "string";

/** What the file calls the addresses in a table, in the language of the page where it has one. */
export async function namesIn(table: Table, base: string): Promise<Map<string, string>> {
  const every = table.rows.slice(0, SHOWN).flatMap((row) => Object.values(row).filter(isIri).map((term) => term.value));
  const ours = [...new Set(every)].filter((iri) => iri.startsWith(base) && !/[<>"{}|\\^`\s]/.test(iri)).slice(0, NAMED);
  if (!ours.length) return new Map();
  const query = `SELECT ?x ?l { VALUES ?x { ${ours.map((iri) => `<${iri}>`).join(" ")} } ?x skos:prefLabel|dcterms:title ?l }`;
  const found = await json<{ results: { bindings: Row[] } }>("/sparql", { method: "POST", body: new URLSearchParams({ query }) });
  const names = new Map<string, string>();
  for (const { x, l } of found.results.bindings) {
    if (isIri(x) && l && (!names.has(x.value) || l["xml:lang"] === lang)) names.set(x.value, String(l.value));
  }
  return names;
}

export function tableView({ vars, rows }: Table, base: string, names: Map<string, string>): HTMLElement {
  const head = h("tr", {}, ...vars.map((name) => h("th", { scope: "col" }, name)));
  const body = rows.slice(0, SHOWN).map((row) => h("tr", {}, ...vars.map((name) => h("td", {}, cell(row[name], base, names)))));
  const table = h("table", {}, h("thead", {}, head), h("tbody", {}, ...body));
  const rest = rows.length - SHOWN;
  const more = rest > 0 ? h("p", { class: "soft" }, count("and %(num)s more row; the CSV has them all.", "and %(num)s more rows; the CSV has them all.", rest)) : null;
  return h("div", {}, h("div", { class: "wide", role: "region", tabindex: 0, "aria-label": say("Results") }, table), more);
}

/** A value as text, or as a link when it is a name of this file. Other addresses stay text: nothing leads out of the room. */
function cell(term: Term | undefined, base: string, names: Map<string, string>): Node | string {
  if (!term) return "";
  if (!isIri(term)) {
    const value = typeof term.value === "object" ? JSON.stringify(term.value) : String(term.value);
    return term["xml:lang"] ? h("span", { lang: term["xml:lang"] }, value) : value;
  }
  const ref = refOf(term.value, base);
  return ref ? h("a", { href: pageOf(ref) }, names.get(term.value) ?? ref) : h("code", {}, term.value);
}

/** Every name of the file in an answer, once, by kind: where to go from here. */
export function linksView(table: Table, base: string, names: Map<string, string>): HTMLElement {
  const kinds = new Map<string, Map<string, string>>();
  for (const row of table.rows) {
    for (const term of Object.values(row)) {
      const ref = isIri(term) ? refOf(term.value, base) : null;
      if (!ref || !isIri(term)) continue;
      const kind = ref.slice(0, ref.indexOf(":"));
      kinds.set(kind, (kinds.get(kind) ?? new Map()).set(ref, names.get(term.value) ?? ref));
    }
  }
  if (!kinds.size) return h("p", {}, say("There is no name of this file in the answer."));
  const parts = [...kinds].map(([kind, refs]) => {
    const links = [...refs].slice(0, SHOWN).map(([ref, name]) => h("li", {}, h("a", { href: pageOf(ref) }, name)));
    return h("section", { class: "card" }, h("h3", {}, `${kind} (${number(refs.size)})`), h("ul", { class: "plain" }, ...links));
  });
  return h("div", { class: "cards" }, ...parts);
}

/** An answer as a graph: each row joins its first name with the others; triples of CONSTRUCT as they are. */
export function graphOf(table: Table, base: string, names: Map<string, string>): GraphData {
  const nodes = new Map<string, GraphData["nodes"][number]>();
  const edges = new Map<string, GraphData["edges"][number]>();
  const node = (iri: string, ref: string): void => {
    const turn = nodes.size * 2.399963;
    const far = 40 * Math.sqrt(nodes.size + 1);
    const place = { x: far * Math.cos(turn), y: far * Math.sin(turn) };
    if (!nodes.has(ref)) nodes.set(ref, { key: ref, attributes: { label: names.get(iri) ?? ref, ...place, size: 14, color: "#6e6e6e", type: "" } });
  };
  for (const row of table.rows) {
    const named = table.vars.flatMap((name) => {
      const term = row[name];
      const ref = isIri(term) ? refOf(term.value, base) : null;
      return ref && isIri(term) ? [{ name, iri: term.value, ref }] : [];
    });
    for (const each of named) node(each.iri, each.ref);
    const [first, ...others] = named;
    for (const other of others) {
      if (!first) continue;
      const key = `${first.ref}|${other.name}|${other.ref}`;
      edges.set(key, { key, source: first.ref, target: other.ref, attributes: { label: other.name, kind: other.name, weight: 1 } });
    }
  }
  return { attributes: {}, options: { type: "directed" }, nodes: [...nodes.values()], edges: [...edges.values()] };
}
