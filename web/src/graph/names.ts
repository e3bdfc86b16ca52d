/* Names beside the nodes: the largest first, right of it, left, above or below, and none over another or over a node. What is chosen is named before all. */
import type { MultiGraph } from "graphology";
import type Sigma from "sigma";
import type { Colours } from "./picture";

const MOST = 160;
const LOOKED_AT = 1200;
const LONGEST = 34;
const FONT = "13px system-ui, sans-serif";
const HIGH = 16;
/** So many of the largest are named even over another node. */
const FIRST = 4;
/** Where the buttons for nearer and further stand. */
const TOOLS = { wide: 56, high: 136 };

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Spot {
  label: string;
  x: number;
  y: number;
  size: number;
}

const touch = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

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
    const { width } = this.sigma.getDimensions();
    const spots = this.seen(only ?? this.ranked);
    const nodes = spots.map(({ x, y, size }): Box => ({ left: x - size, right: x + size, top: y - size, bottom: y + size }));
    const taken: Box[] = [{ left: width - TOOLS.wide, right: width, top: 0, bottom: TOOLS.high }];
    context.font = FONT;
    context.lineJoin = "round";
    for (const [at, spot] of spots.entries()) {
      if (taken.length >= MOST) break;
      const label = spot.label.length > LONGEST ? `${spot.label.slice(0, LONGEST - 1).trimEnd()}…` : spot.label;
      const wide = context.measureText(label).width;
      const clear = (box: Box): boolean => box.left > 0 && box.right < width && !taken.some((other) => touch(box, other));
      const fits = (box: Box): boolean => clear(box) && !nodes.some((other, of) => of !== at && touch(box, other));
      const places = this.beside(spot, wide);
      const box = places.find(fits) ?? (at < FIRST ? places.find(clear) : undefined);
      if (!box) continue;
      taken.push(box);
      this.write(context, label, box, colours);
    }
  }

  /** The nodes that are within the frame, in the order given. */
  private seen(keys: Iterable<string>): Spot[] {
    const { width, height } = this.sigma.getDimensions();
    const found: Spot[] = [];
    for (const key of keys) {
      const data = this.sigma.getNodeDisplayData(key);
      if (!data || data.hidden || !data.label) continue;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      if (x >= 0 && y >= 0 && x <= width && y <= height) found.push({ label: data.label, x, y, size: this.sigma.scaleSize(data.size) });
      if (found.length >= LOOKED_AT) break;
    }
    return found;
  }

  private beside({ x, y, size }: Spot, wide: number): Box[] {
    const at = (left: number, middle: number): Box => ({ left, right: left + wide, top: middle - HIGH / 2, bottom: middle + HIGH / 2 });
    const off = size + HIGH / 2 + 1;
    return [at(x + size + 4, y), at(x - size - 4 - wide, y), at(x - wide / 2, y - off), at(x - wide / 2, y + off), at(x + size, y - off), at(x + size, y + off)];
  }

  private write(context: CanvasRenderingContext2D, label: string, { left, top }: Box, colours: Colours): void {
    const line = top + HIGH / 2 + 4.5;
    context.lineWidth = 4;
    context.strokeStyle = colours.paper;
    context.strokeText(label, left, line);
    context.fillStyle = colours.ink;
    context.fillText(label, left, line);
  }
}
