/* Names beside the nodes: the largest first, each on a rim of paper, and none over another. What is chosen is named before all. */
import type { MultiGraph } from "graphology";
import type Sigma from "sigma";
import type { Colours } from "./picture";

const MOST = 160;
const LOOKED_AT = 1500;
const LONGEST = 34;
const FONT = "13px system-ui, sans-serif";
const HIGH = 18;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class Names {
  private ranked: string[] = [];

  constructor(private readonly sigma: Sigma) {}

  /** Put the nodes in order, the largest first. */
  rank(graph: MultiGraph): void {
    const size = (key: string): number => graph.getNodeAttribute(key, "size") as number;
    this.ranked = graph.nodes().sort((a, b) => size(b) - size(a)).slice(0, 20 * LOOKED_AT);
  }

  /** Write the names, all of them or only those of some nodes. */
  draw(colours: Colours, only: ReadonlySet<string> | null): void {
    const context = this.sigma.getCanvases().labels?.getContext("2d");
    if (!context) return;
    const { width, height } = this.sigma.getDimensions();
    const taken: Box[] = [];
    context.font = FONT;
    context.lineJoin = "round";
    let looked = 0;
    for (const key of only ?? this.ranked) {
      const data = this.sigma.getNodeDisplayData(key);
      if (!data || data.hidden || !data.label) continue;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      if (taken.length >= MOST || (looked += 1) > LOOKED_AT) break;
      this.write(context, data.label, x, y, this.sigma.scaleSize(data.size), colours, taken, width);
    }
  }

  private write(context: CanvasRenderingContext2D, name: string, x: number, y: number, size: number, colours: Colours, taken: Box[], room: number): void {
    const label = name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
    const wide = context.measureText(label).width;
    const turned = x + size + 8 + wide > room && x - size - 8 - wide > 0;
    const from = turned ? x - size - 4 - wide : x + size + 4;
    const box = { left: Math.min(x - size, from), top: y - HIGH / 2, right: Math.max(x + size, from + wide) + 4, bottom: y + HIGH / 2 };
    if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return;
    taken.push(box);
    const line = y + 4.5;
    context.lineWidth = 4;
    context.strokeStyle = colours.paper;
    context.strokeText(label, from, line);
    context.fillStyle = colours.ink;
    context.fillText(label, from, line);
  }
}
