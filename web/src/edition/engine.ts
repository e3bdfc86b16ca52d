/* SPARQL in this browser. The engine and the quads come in as scripts; a query takes only the relations it asks for. */
import EngineWorker from "./worker?worker&inline";
import type { About, Edition } from "./store";

interface Told {
  n: number;
  ok?: unknown;
  wrong?: string;
}

/** What the engine says is wrong with a query. */
export class WrongQuery extends Error {}

const edition = window.habeasEdition as Edition;
const waiting = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
let worker: Worker | null = null;
let taken = new Set<string>();
let number = 0;
let starting: Promise<unknown> | null = null;

function told({ data }: MessageEvent<Told>): void {
  const one = waiting.get(data.n);
  waiting.delete(data.n);
  if (data.wrong !== undefined) one?.failed(new WrongQuery(data.wrong));
  else one?.done(data.ok);
}

function send(what: Record<string, unknown>, over: Transferable[] = []): Promise<unknown> {
  return new Promise((done, failed) => {
    number += 1;
    waiting.set(number, { done, failed });
    worker?.postMessage({ ...what, n: number }, over);
  });
}

async function unpacked(packed: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function start(): Promise<unknown> {
  starting ??= (async () => {
    const engine = await unpacked(await edition.load<string>("../static/built/edition-engine"));
    worker = new EngineWorker();
    worker.onmessage = told;
    taken = new Set();
    return await send({ do: "start", engine }, [engine]);
  })();
  return starting;
}

/** End what runs: the next query begins with an engine that is empty. */
export function stop(): void {
  if (!waiting.size) return;
  worker?.terminate();
  worker = starting = null;
  for (const one of waiting.values()) one.failed(new DOMException("stopped", "AbortError"));
  waiting.clear();
}

/** The answer to a query: JSON of SPARQL results, `{triples}`, or the text of a CSV. `progress` is told how many quads are still to come. */
export async function answer(query: string, { csv = false, signal, progress }: { csv?: boolean; signal?: AbortSignal; progress?: (quads: number) => void } = {}): Promise<unknown> {
  signal?.addEventListener("abort", stop);
  try {
    const [about, { prefixes }] = await Promise.all([edition.about(), edition.load<{ prefixes: Record<string, string> }>("vocabulary"), start()]);
    signal?.throwIfAborted();
    const every = { ...prefixes, id: about.base };
    const whole = `${Object.entries(every).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(" ")} ${query}`;
    const needed = (await send({ do: "needs", query: whole, prefixes: every })) as string[] | null;
    await take(needed ?? Object.keys(about.relations), about, progress);
    signal?.throwIfAborted();
    return await send({ do: "answer", query: whole, csv });
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

async function take(relations: string[], about: About, progress?: (quads: number) => void): Promise<void> {
  const missing = relations.filter((iri) => about.relations[iri] && !taken.has(iri));
  let left = missing.reduce((sum, iri) => sum + (about.relations[iri]?.[0] ?? 0), 0);
  for (const iri of missing) {
    const [quads, pieces] = about.relations[iri] ?? [0, []];
    progress?.(left);
    for (const piece of pieces) {
      const text = new TextDecoder().decode(await unpacked(await edition.load<string>(piece)));
      await send({ do: "take", quads: text });
    }
    left -= quads;
    taken.add(iri);
  }
}
