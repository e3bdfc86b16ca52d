/* Beside the picture: a search, a list of nodes that the keyboard can walk, and what is chosen with its lines. */
import { fill, h } from "../kit/dom";
import { count, day, pageOf, say } from "../kit/words";
import type { EdgeData, GraphData, NodeData } from "./data";
import type { Kind } from "./picture";

const LISTED = 60;
const LINES = 100;
const STANDINGS: Record<string, string> = {
  said: say("only said"),
  derived: say("derived"),
  disputed: say("contested"),
};
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Panel {
  private nodes: NodeData[] = [];
  private names = new Map<string, string>();
  private edges: EdgeData[] = [];
  private chosen: string | null = null;
  private readonly search: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly about: HTMLElement;

  constructor(
    panel: HTMLElement,
    private readonly kinds: Record<string, Kind>,
    private readonly onChoose: (ref: string) => void,
  ) {
    this.search = h("input", { type: "search", id: "node-search", maxlength: 100, autocomplete: "off", oninput: () => this.draw() });
    this.list = h("ol", { class: "node-list", "aria-label": say("Nodes, the best connected first") });
    this.about = h("section", { id: "node-about", class: "card", "aria-live": "polite", "aria-label": say("What is chosen"), hidden: true });
    panel.append(
      h("div", { class: "field" }, h("label", { for: "node-search" }, say("Find in the graph")), this.search),
      this.about,
      this.list,
    );
    this.list.addEventListener("keydown", (event) => this.walk(event));
  }

  show(data: GraphData): void {
    const lines = new Map<string, number>();
    for (const edge of data.edges) for (const end of new Set([edge.source, edge.target])) lines.set(end, (lines.get(end) ?? 0) + 1);
    const rank = (node: NodeData): number => lines.get(node.key) ?? 0;
    this.nodes = [...data.nodes].sort((a, b) => rank(b) - rank(a) || a.attributes.label.localeCompare(b.attributes.label));
    this.names = new Map(data.nodes.map((node) => [node.key, node.attributes.label]));
    this.edges = data.edges;
    this.choose(this.chosen && this.names.has(this.chosen) ? this.chosen : null);
  }

  choose(ref: string | null): void {
    this.chosen = ref;
    const here = (document.activeElement as HTMLElement | null)?.dataset.ref;
    this.draw();
    if (here) this.list.querySelector<HTMLElement>(`[data-ref="${CSS.escape(here)}"]`)?.focus();
    this.about.hidden = ref === null;
    if (ref) fill(this.about, ...this.told(ref));
  }

  private draw(): void {
    const wanted = fold(this.search.value.trim());
    const found = wanted ? this.nodes.filter((node) => fold(node.attributes.label).includes(wanted)) : this.nodes;
    const rest = found.length - LISTED;
    const more = rest > 0 ? h("li", { class: "soft" }, count("and %(num)s more; search for it by name", "and %(num)s more; search for them by name", rest)) : null;
    const none = found.length ? null : h("li", { class: "soft" }, say("Nothing here has such a name."));
    fill(this.list, ...found.slice(0, LISTED).map((node) => this.item(node)), more, none);
  }

  private item(node: NodeData): HTMLLIElement {
    const pressed = node.key === this.chosen;
    const button = h("button", { type: "button", class: "node", "data-ref": node.key, "aria-pressed": String(pressed), onclick: () => this.onChoose(node.key) }, this.sign(node.key), h("span", {}, node.attributes.label));
    return h("li", {}, button);
  }

  private sign(ref: string): HTMLElement {
    const kind = ref.slice(0, ref.indexOf(":"));
    const sign = signOf(this.kinds[kind]);
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", this.kinds[kind]?.label ?? kind);
    return sign;
  }

  private walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  }

  private told(ref: string): HTMLElement[] {
    const lines = this.edges.filter((edge) => edge.source === ref || edge.target === ref);
    const rest = lines.length - LINES;
    const items = lines.slice(0, LINES).map((edge) => this.line(edge, ref));
    const more = rest > 0 ? [h("li", { class: "soft" }, count("and %(num)s more line", "and %(num)s more lines", rest))] : [];
    const head = h("h3", {}, h("a", { href: pageOf(ref) }, this.names.get(ref) ?? ref));
    return [head, lines.length ? h("ul", { class: "lines" }, ...items, ...more) : h("p", { class: "soft" }, say("No line is shown."))];
  }

  private line(edge: EdgeData, ref: string): HTMLLIElement {
    const out = edge.source === ref;
    const other = out ? edge.target : edge.source;
    const standing = edge.attributes.standing ?? "asserted";
    const doubt = standing === "asserted" ? "" : ` (${STANDINGS[standing] ?? standing})`;
    return h(
      "li",
      {},
      h("span", { class: "soft" }, `${out ? "" : "← "}${edge.attributes.label}${out ? " →" : ""} `),
      h("a", { href: pageOf(other) }, this.names.get(other) ?? other),
      h("span", { class: "soft" }, [when(edge), documents(edge)].filter(Boolean).map((part) => ` · ${part}`).join("") + doubt),
    );
  }
}

const documents = (edge: EdgeData): string => {
  const sources = edge.attributes.n_sources ?? 0;
  return sources ? count("%(num)s document", "%(num)s documents", sources) : "";
};

const one = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : text);

/** A date as told; the two ends of “one day between” in words. */
function inWords(text: string): string {
  const between = /^(as of )?\[([\d-]+)\.\.([\d-]+)\]$/.exec(text);
  if (!between) return one(text);
  const [from, to] = [one(between[2] ?? ""), one(between[3] ?? "")];
  const days = { first: from, last: to };
  return between[1] ? say("as of a day between %(first)s and %(last)s", days) : say("between %(first)s and %(last)s", days);
}

/** The days of a line, as told. */
function when(edge: EdgeData): string {
  const { start_text, end_text } = edge.attributes;
  const words = (text: string | undefined): string => inWords(text ?? "");
  return [...new Set([words(start_text), words(end_text)].filter(Boolean))].join(" – ");
}

/** The small sign of a kind: its shape in its colour, without any script in its style. */
export function signOf(kind: Kind | undefined): HTMLElement {
  const sign = h("span", { class: `sign-of ${kind?.shape ?? "disc"}` });
  sign.style.setProperty("--of", kind?.color ?? "#6e6e6e");
  return sign;
}

/** What the shapes and colours mean; only the kinds that are there. */
export function legend(place: HTMLElement, data: GraphData, kinds: Record<string, Kind>): void {
  const there = new Set(data.nodes.map((node) => node.key.slice(0, node.key.indexOf(":"))));
  const items = Object.entries(kinds).filter(([name]) => there.has(name)).map(([, kind]) => h("li", {}, signOf(kind), h("span", {}, kind.label)));
  const doubt = data.edges.some((edge) => (edge.attributes.standing ?? "asserted") !== "asserted")
    ? h("li", {}, h("span", { class: "sign-of dashes" }), h("span", {}, say("contested, derived or only said")))
    : null;
  fill(place, ...items, doubt);
}

