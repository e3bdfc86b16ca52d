/* The query island: an editor before the plain form, the answer below it, the address in step. */
import { fill, h, need, remember } from "../kit/dom";
import { ask, csvLink, Refused, told } from "../kit/ask";
import { count, number, pageOf, say } from "../kit/words";
import { Editor } from "./editor";
import { vocabulary, type Vocabulary } from "./proposals";
import { graphOf, linksView, namesIn, type Row, SHOWN, type Table, tableOf, tableView } from "./results";

const KEPT = "habeas-query";
type Tab = "table" | "links" | "graph";

class QueryPage {
  private readonly area: HTMLTextAreaElement;
  private readonly answer: HTMLElement;
  private readonly status = h("p", { role: "status", class: "soft", id: "query-status" });
  private readonly editor: Editor;
  private asking = new AbortController();
  private tab: Tab = "table";

  constructor(
    form: HTMLFormElement,
    private readonly words: Vocabulary,
  ) {
    this.area = need<HTMLTextAreaElement>("textarea[name=query]", form);
    this.answer = document.querySelector<HTMLElement>("#answer") ?? h("div", { id: "answer" });
    if (!this.answer.isConnected) form.after(this.answer);
    this.answer.before(this.status);
    const asked = new URLSearchParams(location.search).get("query") ?? "";
    const start = this.area.value || asked || sessionStorage.getItem(KEPT) || "";
    this.editor = new Editor(this.area, start, words, () => void this.run(), (text) => this.keep(text));
    this.area.value = start;
    this.area.hidden = true;
    this.area.required = false;
    const label = form.querySelector<HTMLLabelElement>(`label[for="${this.area.id}"]`);
    label?.addEventListener("click", () => this.editor.focus());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    if (asked) void this.run();
  }

  private keep(text: string): void {
    this.area.value = text;
    sessionStorage.setItem(KEPT, text);
  }

  private async run(): Promise<void> {
    const query = this.editor.text.trim();
    this.asking.abort();
    this.asking = new AbortController();
    this.editor.clear();
    if (!query) return this.editor.focus();
    this.status.textContent = say("Asking …");
    this.share(query);
    try {
      await this.show(query, this.asking.signal);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.fail(error);
    }
  }

  /** The address of this page with the query in it: what is sent to somebody else, who has the same file, gives the same answer. */
  private share(query: string): void {
    const address = new URL(location.href);
    address.searchParams.set("query", query);
    remember(address);
  }

  private async show(query: string, signal: AbortSignal): Promise<void> {
    const began = performance.now();
    const answer = await ask("/sparql", {
      method: "POST", body: new URLSearchParams({ query }), signal,
      headers: { Accept: "application/sparql-results+json, application/n-triples;q=0.5" },
    });
    const triples = answer.headers.get("content-type")?.startsWith("application/n-triples");
    const table = triples ? readTriples(await answer.text()) : tableOf((await answer.json()) as Parameters<typeof tableOf>[0]);
    const took = Math.round(performance.now() - began);
    const names = await namesIn(table, this.words.base);
    const rows = count("One row", "%(num)s rows", table.rows.length);
    this.status.textContent = `${rows}, ${number(took)} ms.`;
    this.lay(query, table, names);
  }

  private lay(query: string, table: Table, names: Map<string, string>): void {
    if (!table.rows.length) {
      const none = say("Nothing in this file fits this query. No information is not a no: perhaps nobody has said so yet.");
      return fill(this.answer, h("p", {}, none));
    }
    const view = h("div", { class: "view" });
    const tabs: [Tab, string][] = [["table", say("Table")], ["links", say("Links")], ["graph", say("Graph")]];
    const buttons = tabs.map(([name, label]) => h("button", { type: "button", "data-tab": name, "aria-pressed": String(name === this.tab), onclick: () => pick(name) }, label));
    const pick = (name: Tab): void => {
      this.tab = name;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
      void this.draw(view, table, names);
    };
    const files = csvLink(query);
    fill(this.answer, h("div", { class: "tabs", role: "group", "aria-label": say("The answer as") }, ...buttons, files), view);
    void this.draw(view, table, names);
  }

  private async draw(view: HTMLElement, table: Table, names: Map<string, string>): Promise<void> {
    if (this.tab === "table") fill(view, tableView(table, this.words.base, names));
    else if (this.tab === "links") fill(view, linksView(table, this.words.base, names));
    else await this.picture(view, table, names);
  }

  private async picture(view: HTMLElement, table: Table, names: Map<string, string>): Promise<void> {
    const { canDraw, Picture } = await import("../graph/picture");
    const graph = graphOf({ ...table, rows: table.rows.slice(0, 4 * SHOWN) }, this.words.base, names);
    if (!canDraw() || !graph.nodes.length) return fill(view, linksView(table, this.words.base, names));
    const stage = h("div", { class: "stage", role: "img", "aria-label": say("The answer as a graph; the links have the same.") });
    fill(view, stage);
    const picture = new Picture(stage, {}, (ref) => picture.choose(ref), (ref) => location.assign(pageOf(ref)));
    picture.show(graph);
  }

  /** Say what was wrong, and where: the mistake is marked in the query at its line and column. */
  private fail(error: unknown): void {
    this.status.textContent = "";
    const place = error instanceof Refused ? /line (\d+)(?:, column (\d+))?/.exec(String(error.problem.where ?? "")) : null;
    if (place) this.editor.mark(told(error), Number(place[1]), Number(place[2] ?? 1));
    const where = error instanceof Refused && error.problem.where ? h("p", { class: "soft" }, String(error.problem.where)) : null;
    fill(this.answer, h("div", { class: "note", role: "alert" }, h("p", { class: "wrong" }, told(error)), where));
  }
}

/** N-Triples as a table of three columns. */
function readTriples(text: string): Table {
  const vars = [say("subject"), say("relation"), say("object")];
  const rows = text.split("\n").filter(Boolean).map((line): Row => {
    const found = /^(\S+) <([^>]*)> (.*) \.$/.exec(line);
    const terms = found ? [termOf(found[1] ?? ""), { type: "uri" as const, value: found[2] ?? "" }, termOf(found[3] ?? "")] : [];
    return Object.fromEntries(terms.map((term, at) => [vars[at] ?? "", term]));
  });
  return { vars, rows };
}

function termOf(text: string): Row[string] {
  if (text.startsWith("<")) return { type: "uri", value: text.slice(1, -1) };
  const literal = /^("(?:[^"\\]|\\.)*")(?:@([\w-]+))?/.exec(text);
  if (!literal) return { type: "bnode", value: text };
  const value = (literal[1] ?? "").slice(1, -1).replace(/\\(["\\nrt])/g, (_, sign: string) => ({ n: "\n", r: "\r", t: "\t" })[sign] ?? sign);
  return literal[2] ? { type: "literal", value, "xml:lang": literal[2] } : { type: "literal", value };
}

const form = document.querySelector<HTMLFormElement>("form[data-island=query]") ?? document.querySelector<HTMLTextAreaElement>("textarea[name=query]")?.form;
if (form) {
  const start = (found: Vocabulary | null) => new QueryPage(form, found ?? { base: "", hab: "", prefixes: {}, terms: [] });
  void vocabulary().then(start, () => start(null));
}
