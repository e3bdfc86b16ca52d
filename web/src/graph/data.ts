/* The graph as the server gives it: the very graph that the files hold, so that the picture and the files never differ. */
import { json } from "../kit/ask";

export interface NodeData {
  key: string;
  attributes: {
    label: string;
    x: number;
    y: number;
    size: number;
    color: string;
    type: string;
    n_edges?: number;
    n_claims?: number;
    n_sources?: number;
    status?: string;
  };
}

export interface EdgeData {
  key: string;
  source: string;
  target: string;
  attributes: {
    label: string;
    kind: string;
    weight: number;
    spells?: string;
    standing?: string;
    n_sources?: number;
    claim_ids?: string;
    start_text?: string;
    end_text?: string;
  };
}

export interface GraphData {
  attributes: { description?: string; nodes_left_out?: number; edges_left_out?: number };
  options: { type: "directed" | "undirected" };
  nodes: NodeData[];
  edges: EdgeData[];
}

/** More than a browser draws with ease. The server leaves nodes out before this; a file from elsewhere may not. */
export const MOST = 50_000;
const FIRST = "0000-01-01";
const LAST = "9999-12-31";

export const load = async (view: string, query: URLSearchParams, signal: AbortSignal): Promise<GraphData> =>
  fewer(await json<GraphData>(`/graph-view/data?${new URLSearchParams([["view", view], ...query])}`, { signal }));

/** The best connected part of a graph that is too large to draw; what it left out is added to what the server left out. */
export function fewer(graph: GraphData, most = MOST): GraphData {
  if (graph.nodes.length <= most) return graph;
  const lines = new Map<string, number>();
  for (const edge of graph.edges) for (const end of [edge.source, edge.target]) lines.set(end, (lines.get(end) ?? 0) + 1);
  const ranked = [...graph.nodes].sort((a, b) => (lines.get(b.key) ?? 0) - (lines.get(a.key) ?? 0));
  const nodes = ranked.slice(0, most);
  const kept = new Set(nodes.map((node) => node.key));
  const edges = graph.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target));
  const before = graph.attributes;
  const attributes = {
    ...before,
    nodes_left_out: (before.nodes_left_out ?? 0) + graph.nodes.length - nodes.length,
    edges_left_out: (before.edges_left_out ?? 0) + graph.edges.length - edges.length,
  };
  return { ...graph, nodes, edges, attributes };
}

/** True when a line may have held on a day; one without days is not ruled out. The same rule as the server's. */
export function holdsOn(edge: EdgeData, day: string): boolean {
  const { spells } = edge.attributes;
  if (!spells) return true;
  return spells.split("; ").some((spell) => {
    const [start = "..", end = ".."] = spell.split("/");
    return (start === ".." ? FIRST : start) <= day && day <= (end === ".." ? LAST : end);
  });
}

/** The first and the last day that a line names; none where no line has a day. */
export function span(graph: GraphData): [string, string] | null {
  const days = graph.edges.flatMap((edge) => edge.attributes.spells?.match(/\d{4}-\d{2}-\d{2}/g) ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? [first, last] : null;
}

const DAY = 86_400_000;
export const dayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
export const isoDay = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);
