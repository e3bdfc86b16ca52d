/* The engine, in a thread of its own: it says which relations a query needs, takes their quads, and answers. */
import init, { Store } from "oxigraph/web.js";
import { Parser } from "sparqljs";

interface Term {
  termType: string;
  value: string;
  language?: string;
  datatype?: { value: string };
  subject?: Term;
}

type Asked =
  | { do: "start"; engine: ArrayBuffer }
  | { do: "needs"; query: string; prefixes: Record<string, string> }
  | { do: "take"; quads: string }
  | { do: "answer"; query: string; csv: boolean };

let store: Store;

const own = self as unknown as { onmessage: (event: MessageEvent<Asked & { n: number }>) => void; postMessage: (told: unknown) => void };

own.onmessage = async ({ data }) => {
  try {
    own.postMessage({ n: data.n, ok: await done(data) });
  } catch (error) {
    own.postMessage({ n: data.n, wrong: error instanceof Error ? error.message : String(error) });
  }
};

async function done(asked: Asked): Promise<unknown> {
  switch (asked.do) {
    case "start":
      await init({ module_or_path: asked.engine });
      store = new Store();
      return true;
    case "needs":
      new Store().query(asked.query);
      return needs(asked.query, asked.prefixes);
    case "take":
      store.load(asked.quads, { format: "application/n-quads", no_transaction: true, lenient: true });
      return true;
    case "answer":
      return asked.csv ? store.query(asked.query, { results_format: "csv" }) : answered(store.query(asked.query));
  }
}

/** The relations that a query asks for; null when it may ask for any. */
function needs(query: string, prefixes: Record<string, string>): string[] | null {
  let parsed: unknown;
  try {
    parsed = new Parser({ prefixes }).parse(query);
  } catch {
    return null;
  }
  if ((parsed as { queryType?: string }).queryType === "DESCRIBE") return null;
  const found = new Set<string>();
  return walk((parsed as { where?: unknown }).where ?? [], found) ? [...found] : null;
}

/** Collect the relations of every pattern below; false where any relation may be meant. */
function walk(part: unknown, found: Set<string>): boolean {
  if (Array.isArray(part)) return part.every((one) => walk(one, found));
  if (typeof part !== "object" || part === null) return true;
  const plain = part as { triples?: { subject: Term; predicate: Term | Path; object: Term }[]; type?: string; patterns?: unknown[] };
  if (plain.triples) return plain.triples.every((one) => relation(one.predicate, found, !isVariable(one.subject) || !isVariable(one.object)));
  if (plain.type === "graph" && !plain.patterns?.length) return false;
  return Object.values(part).every((one) => walk(one, found));
}

interface Path {
  type: "path";
  pathType: string;
  items: (Term | Path)[];
}

const isVariable = (term: Term): boolean => term.termType === "Variable" || term.termType === "BlankNode";

function relation(term: Term | Path, found: Set<string>, bound: boolean): boolean {
  if ("pathType" in term) {
    if (term.pathType === "!" || (["*", "?"].includes(term.pathType) && !bound)) return false;
    return term.items.every((one) => relation(one, found, ["*", "?", "+", "^"].includes(term.pathType) ? bound : false));
  }
  if (term.termType !== "NamedNode") return false;
  found.add(term.value);
  return true;
}

/** An answer in the JSON of SPARQL results; triples as lines of N-Triples. */
function answered(answer: unknown): unknown {
  if (typeof answer === "boolean") return { boolean: answer };
  const rows = answer as (Map<string, Term> | { subject: Term })[];
  const [first] = rows;
  if (first && !(first instanceof Map)) return { triples: rows.map(String).map((line) => `${line} .`) };
  const bindings = (rows as Map<string, Term>[]).map((row) => Object.fromEntries([...row].filter(([, term]) => term).map(([name, term]) => [name, plainOf(term)])));
  return { results: { bindings } };
}

function plainOf(term: Term): unknown {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "Literal") {
    const lang = term.language ? { "xml:lang": term.language } : {};
    return { type: "literal", value: term.value, ...lang, ...(term.datatype ? { datatype: term.datatype.value } : {}) };
  }
  return { type: "bnode", value: String(term) };
}
