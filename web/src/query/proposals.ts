/* What may come next: the words of the vocabulary by what people call them in either language, and names that the file holds. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { json } from "../kit/ask";
import { lang, say } from "../kit/words";
import { KEYWORDS } from "./language";

interface Term {
  name: string;
  sort: "property" | "class" | "code";
  labels: Record<string, string>;
  about?: string;
}

export interface Vocabulary {
  base: string;
  hab: string;
  prefixes: Record<string, string>;
  terms: Term[];
}

interface Hit {
  id: string;
  type: string;
  label: string;
}

export const vocabulary = (): Promise<Vocabulary> => json<Vocabulary>("/room/vocabulary");

const LEAST = 2;
const NAMES = 8;
const SORTS = { property: "property", class: "class", code: "constant" } as const;
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A source of proposals. The vocabulary is found by its name and by its label in both languages; names of the file by /api/search. */
export function proposals(words: Vocabulary): (context: CompletionContext) => Promise<CompletionResult | null> {
  const terms = words.terms.map((term) => ({ term, heap: fold(`${term.name} ${Object.values(term.labels).join(" ")}`) }));
  return async (context) => {
    const typed = context.matchBefore(/[?$<]?[\p{L}\p{N}_:.-]*/u);
    if (!typed || typed.text.startsWith("?") || typed.text.startsWith("$")) return null;
    const wanted = fold(typed.text.replace(/^</, ""));
    if (wanted.length < LEAST && !context.explicit) return null;
    const found = terms.filter(({ heap }) => heap.includes(wanted.replace(/^hab:/, ""))).map(({ term }) => ofTerm(term));
    const keywords = KEYWORDS.filter((word) => wanted && fold(word).startsWith(wanted)).map((label) => ({ label, type: "keyword" }));
    const names = wanted.length > LEAST && !wanted.includes(":") ? await named(wanted, words.base, context) : [];
    const first = found.filter(({ label }) => fold(label.slice(label.indexOf(":") + 1)).startsWith(wanted.replace(/^\w+:/, "")));
    const rest = found.filter((each) => !first.includes(each));
    return { from: typed.from, options: [...keywords, ...first, ...names, ...rest], filter: false };
  };
}

function ofTerm(term: Term): Completion {
  const called = term.labels[lang] ?? term.labels.en ?? "";
  return { label: term.name, detail: called, type: SORTS[term.sort], ...(term.about ? { info: term.about } : {}) };
}

async function named(wanted: string, base: string, context: CompletionContext): Promise<Completion[]> {
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort());
  try {
    const { items } = await json<{ items: Hit[] }>(`/api/search?q=${encodeURIComponent(wanted)}&limit=${NAMES}`, { signal: stop.signal });
    return items.filter((hit) => hit.type !== "claim").map((hit) => ofName(hit, base));
  } catch {
    return [];
  }
}

/** A name of the file: proposed as people call it, put in as its address. */
function ofName(hit: Hit, base: string): Completion {
  const at = hit.id.indexOf(":");
  const iri = `<${base}${hit.id.slice(0, at)}/${hit.id.slice(at + 1)}>`;
  return { label: hit.label, detail: hit.type, type: "text", apply: iri, info: say("Puts in %(iri)s", { iri }) };
}
