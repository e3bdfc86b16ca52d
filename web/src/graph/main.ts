/* The graph island: takes over the form of the page, draws what the form asks for, and keeps the address and the files in step. */
import { fill, h, need, settled, remember } from "../kit/dom";
import { told } from "../kit/ask";
import { count, day, pageOf, say } from "../kit/words";
import { dayNumber, type GraphData, isoDay, load, span } from "./data";
import { legend, Panel } from "./panel";
import { canDraw, type Kind, Picture } from "./picture";

const DATES = ["on", "from", "to"];

const inNodes = (number: number): string => count("%(num)s node", "%(num)s nodes", number);
const inLines = (number: number): string => count("%(num)s line", "%(num)s lines", number);

class GraphPage {
  private readonly form = need<HTMLFormElement>("#graph-form");
  private readonly place = need<HTMLElement>("#graph");
  private readonly kinds = JSON.parse(this.place.dataset.kinds ?? "{}") as Record<string, Kind>;
  private readonly status = h("p", { role: "status", class: "soft", id: "graph-status" });
  private readonly stage = h("div", { class: "stage", role: "img", "aria-label": say("The graph as a picture; the list beside it has the same.") });
  private readonly signs = h("ul", { class: "legend", "aria-label": say("What the signs mean") });
  private readonly slider = h("input", { type: "range", id: "day-slider", min: 0, max: 1, step: 1 });
  private readonly sliderRow = h("div", { class: "slide", hidden: true });
  private readonly sliderDay = h("output", { for: "day-slider" });
  private readonly picture: Picture;
  private readonly panel: Panel;
  private base: GraphData | null = null;
  private baseQuery = "";
  private asking = new AbortController();

  constructor() {
    this.build();
    this.picture = new Picture(this.stage, this.kinds, (ref) => this.choose(ref, false), (ref) => location.assign(pageOf(ref)));
    this.panel = new Panel(need<HTMLElement>("#graph-side"), this.kinds, (ref) => this.choose(ref, true));
    const again = settled(() => void this.draw(true));
    this.form.addEventListener("change", again);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.draw(true);
    });
    addEventListener("popstate", () => location.reload());
    this.slider.addEventListener("input", () => this.slide());
    this.slider.addEventListener("change", () => this.choosesDay(isoDay(Number(this.slider.value))));
    void this.draw(false);
  }

  private build(): void {
    const button = (label: string, sign: string, act: () => void): HTMLButtonElement => h("button", { type: "button", "aria-label": label, title: label, onclick: act }, sign);
    const tools = h(
      "div",
      { class: "tools" },
      button(say("Nearer"), "+", () => this.picture.zoom(0.66)),
      button(say("Further"), "−", () => this.picture.zoom(1.5)),
      button(say("Everything"), "⤢", () => this.picture.fit()),
    );
    const every = h("button", { type: "button", onclick: () => this.choosesDay("") }, say("Any day"));
    this.sliderRow.append(h("label", { for: "day-slider" }, say("Day")), this.slider, this.sliderDay, every);
    fill(
      this.place,
      this.status,
      h("div", { class: "graph" }, h("div", { class: "seen" }, h("div", { class: "frame" }, this.stage, tools), this.sliderRow, this.signs), h("div", { id: "graph-side", class: "side" })),
    );
    need<HTMLElement>("#graph-table").hidden = true;
  }

  /** What the form asks for, as the export's parameters. Values that are the usual ones are left out. */
  private query(): URLSearchParams {
    const form = new FormData(this.form);
    const query = new URLSearchParams();
    for (const name of new Set(form.keys())) {
      const value = form.getAll(name).map(String).filter(Boolean).join(",");
      if (value && name !== "view") query.set(name, value);
    }
    query.set("lang", document.documentElement.lang);
    return query;
  }

  private async draw(moved: boolean): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    const view = need<HTMLSelectElement>("#g-view").value;
    const query = this.query();
    this.say(say("Drawing …"));
    try {
      await this.drawn(view, query, this.asking.signal);
      if (moved) remember(`?${this.address(view, query)}`);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.say(told(error), true);
    }
  }

  private async drawn(view: string, query: URLSearchParams, signal: AbortSignal): Promise<void> {
    const undated = new URLSearchParams([...query].filter(([name]) => !DATES.includes(name)));
    const key = `${view}?${undated}`;
    if (this.baseQuery !== key) {
      this.base = await load(view, undated, signal);
      this.baseQuery = key;
    }
    const dated = DATES.some((name) => query.has(name));
    const shown = dated ? await load(view, query, signal) : this.base!;
    this.picture.show(shown);
    this.panel.show(shown);
    legend(this.signs, shown, this.kinds);
    this.setSlider(query.get("on") ?? "");
    this.setFiles(view, query);
    this.tell(shown);
    const about = document.querySelector("#graph-about");
    if (about) about.textContent = shown.attributes.description ?? "";
  }

  private address(view: string, query: URLSearchParams): URLSearchParams {
    const asked = new URLSearchParams(location.search).has("lang");
    const rest = [...query].filter(([name]) => name !== "lang" || asked);
    return new URLSearchParams([["view", view], ...rest]);
  }

  private tell(shown: GraphData): void {
    const [nodes, lines] = [shown.nodes.length, shown.edges.length];
    const { nodes_left_out: away = 0, edges_left_out: gone = 0 } = shown.attributes;
    const counted = nodes
      ? say("%(nodes)s, %(lines)s.", { nodes: inNodes(nodes), lines: inLines(lines) })
      : say("Nothing in this file fits. Take a filter away, or choose another view.");
    const left = away
      ? ` ${say("Left out, because they have the fewest lines: %(nodes)s and %(lines)s.", { nodes: inNodes(away), lines: inLines(gone) })}`
      : "";
    this.say(counted + left);
  }

  private setSlider(on: string): void {
    const found = this.base ? span(this.base) : null;
    this.sliderRow.hidden = !found || found[0] === found[1];
    if (!found) return;
    [this.slider.min, this.slider.max] = found.map((iso) => String(dayNumber(iso))) as [string, string];
    this.slider.value = on ? String(dayNumber(on)) : this.slider.max;
    this.sliderTold(on);
  }

  private sliderTold(on: string): void {
    const words = on ? day(on) : say("any day");
    this.sliderDay.value = words;
    this.slider.setAttribute("aria-valuetext", words);
  }

  /** While the slider moves: what is here already, without asking. */
  private slide(): void {
    const on = isoDay(Number(this.slider.value));
    this.sliderTold(on);
    if (!this.base) return;
    if (this.form.querySelector<HTMLInputElement>("#g-on")?.value) this.picture.show(this.base);
    this.picture.preview(this.base, on);
  }

  private choosesDay(on: string): void {
    need<HTMLInputElement>("#g-on").value = on;
    void this.draw(true);
  }

  private setFiles(view: string, query: URLSearchParams): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-form]")) link.href = `/api/export/${view}.${link.dataset.form}?${query}`;
    const gexf = document.querySelector<HTMLAnchorElement>("a[data-form=gexf]");
    if (gexf) gexf.textContent = say("Open this in Gephi");
    need<HTMLElement>(".lead").textContent = need<HTMLSelectElement>("#g-view").selectedOptions[0]?.dataset.about ?? "";
  }

  private choose(ref: string | null, go: boolean): void {
    this.picture.choose(ref);
    this.panel.choose(ref);
    if (ref && go) this.picture.goTo(ref);
  }

  private say(words: string, wrong = false): void {
    this.status.textContent = words;
    this.status.classList.toggle("wrong", wrong);
  }
}

if (canDraw()) {
  new GraphPage();
} else {
  need<HTMLElement>("#graph").append(
    h("p", { class: "note" }, say("This browser draws no pictures of this kind (WebGL is off). The table shows the same.")),
  );
}
