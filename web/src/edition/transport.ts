/* What islands ask of the server, answered from the data beside the pages. It stands in the place of kit/ask in the scripts of a published folder. */
import { holdsOn, type GraphData } from "../graph/data";
import { h } from "../kit/dom";
import { Refused } from "../kit/refusal";
import { count, say } from "../kit/words";
import { answer, WrongQuery } from "./engine";
import type { Edition } from "./store";

export { Lost, Refused, told } from "../kit/refusal";

const edition = window.habeasEdition as Edition;

export async function ask(address: string, how: RequestInit = {}): Promise<Response> {
  const at = new URL(address, "http://edition.invalid/");
  const found = await answered(at, how);
  return typeof found === "string"
    ? new Response(found, { headers: { "content-type": "application/n-triples" } })
    : new Response(JSON.stringify(found), { headers: { "content-type": "application/json" } });
}

export async function json<T>(address: string, how: RequestInit = {}): Promise<T> {
  return (await (await ask(address, how)).json()) as T;
}

async function answered(at: URL, how: RequestInit): Promise<unknown> {
  if (at.pathname === "/room/vocabulary") return await edition.load("vocabulary");
  if (at.pathname === "/api/search") return await named(at.searchParams);
  if (at.pathname === "/graph-view/data") return await graph(at.searchParams);
  return await queried(String((how.body as URLSearchParams).get("query")), how.signal ?? undefined);
}

async function named(given: URLSearchParams): Promise<unknown> {
  const names = await edition.names();
  const found = names.search(given.get("q") ?? "", Number(given.get("limit") ?? 8));
  return { items: found.map((row) => ({ id: `${row[0]}:${row[1]}`, type: row[0], label: names.label(row) })) };
}

/** A view; on a day, the lines that may have held on it, and what they join. */
async function graph(given: URLSearchParams): Promise<GraphData> {
  const { views } = await edition.about();
  const view = given.get("view") ?? "";
  if (!views.includes(view)) throw new Refused(400, { detail: say("This view is too large for a published edition. Choose another one.") });
  const whole = await edition.load<GraphData>(`graph/${document.documentElement.lang}/${view}`);
  const on = given.get("on");
  if (!on) return whole;
  const edges = whole.edges.filter((edge) => holdsOn(edge, on));
  const kept = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  return { ...whole, edges, nodes: whole.nodes.filter((node) => kept.has(node.key)) };
}

async function queried(query: string, signal?: AbortSignal): Promise<unknown> {
  const status = document.querySelector("#query-status");
  const progress = (quads: number): void => {
    if (status) status.textContent = count("Loading what the query asks for: %(num)s triple to go …", "Loading what the query asks for: %(num)s triples to go …", quads);
  };
  try {
    const found = (await answer(query, signal ? { signal, progress } : { progress })) as { triples?: string[]; results?: { bindings: Record<string, unknown>[] } };
    if (found.triples) return found.triples.join("\n");
    const vars = [...new Set(found.results?.bindings.flatMap(Object.keys) ?? [])];
    return { head: { vars }, ...found };
  } catch (error) {
    if (error instanceof WrongQuery) throw new Refused(400, { detail: error.message });
    throw error;
  }
}

/** A button that makes the table: the engine writes it. */
export function csvLink(query: string): HTMLElement {
  const made = async (): Promise<void> => {
    const text = String(await answer(query, { csv: true }));
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: "answer.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return h("button", { type: "button", class: "button", onclick: () => void made() }, "CSV");
}
