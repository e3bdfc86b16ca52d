/* The picture: sigma over the graph, in the colours of the page. It is told what to show and says what was pointed at. */
import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { createEdgeArrowHeadProgram, createEdgeCompoundProgram } from "sigma/rendering";
import type { NodeDisplayData } from "sigma/types";
import { calm, token } from "../kit/dom";
import { type EdgeData, type GraphData, type NodeData, holdsOn } from "./data";
import { Names } from "./names";
import { LineProgram, type LineData, SHAPES, type ShapedNode, ShapeProgram } from "./programs";

export interface Kind {
  label: string;
  color: string;
  shape: string;
}

/** So many lines that each is drawn lightly. */
const CROWDED = 600;

export interface Colours {
  ink: string;
  soft: string;
  line: string;
  paper: string;
  accent: string;
}

const colours = (): Colours => ({
  ink: token("--ink"), soft: token("--soft"), line: token("--line"), paper: token("--paper"), accent: token("--accent"),
});

export const canDraw = (): boolean => document.createElement("canvas").getContext("webgl2") !== null;

export class Picture {
  private readonly graph = new MultiGraph();
  private readonly sigma: Sigma;
  private readonly names: Names;
  private readonly places = new Map<string, { x: number; y: number }>();
  private colours = colours();
  private chosen: string | null = null;
  private near = new Set<string>();
  private hiddenNodes = new Set<string>();
  private hiddenEdges = new Set<string>();

  constructor(
    container: HTMLElement,
    private readonly kinds: Record<string, Kind>,
    onChoose: (ref: string | null) => void,
    onOpen: (ref: string) => void,
  ) {
    this.sigma = this.started(container);
    this.names = new Names(this.sigma);
    this.sigma.on("afterRender", () => this.names.draw(this.colours, this.chosen ? this.near : null));
    this.sigma.on("clickNode", ({ node }) => onChoose(node));
    this.sigma.on("clickStage", () => onChoose(null));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      onOpen(node);
    });
    this.sigma.on("enterNode", () => container.classList.add("at-node"));
    this.sigma.on("leaveNode", () => container.classList.remove("at-node"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
  }

  private started(container: HTMLElement): Sigma {
    return new Sigma(this.graph, container, {
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      defaultEdgeType: "line",
      edgeProgramClasses: {
        line: LineProgram,
        arrow: createEdgeCompoundProgram([LineProgram, createEdgeArrowHeadProgram({ lengthToThicknessRatio: 4, widenessToThicknessRatio: 3 })]),
      },
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelColor: { color: this.colours.ink },
      renderLabels: false,
      minEdgeThickness: 1.2,
      stagePadding: 40,
      zIndex: true,
      enableCameraRotation: false,
      allowInvalidContainer: true,
      hideEdgesOnMove: false,
      nodeReducer: (key, data) => this.shownNode(key, data as ShapedNode),
      edgeReducer: (key, data) => this.shownEdge(key, data as LineData),
      defaultDrawNodeHover: (context, data, settings) => this.drawHover(context, data as NodeDisplayData, settings.labelSize, settings.labelFont),
    });
  }

  /** Show another graph. A node that was there before stays where it was. */
  show(data: GraphData): void {
    const scale = data.nodes.length > 2000 ? 0.2 : data.nodes.length > 300 ? 0.35 : 0.75;
    this.graph.clear();
    for (const node of data.nodes) this.graph.addNode(node.key, this.asNode(node, scale));
    const type = data.options.type === "directed" ? "arrow" : "line";
    for (const edge of data.edges) this.graph.addEdgeWithKey(edge.key, edge.source, edge.target, this.asEdge(edge, type));
    this.hiddenNodes.clear();
    this.hiddenEdges.clear();
    this.names.rank(this.graph);
    this.choose(this.chosen && this.graph.hasNode(this.chosen) ? this.chosen : null);
  }

  private asNode(node: NodeData, scale: number): Record<string, unknown> {
    const { label, x, y, size, color } = node.attributes;
    const place = this.places.get(node.key) ?? { x, y };
    this.places.set(node.key, place);
    const kind = this.kinds[node.key.slice(0, node.key.indexOf(":"))];
    const shape = Math.max(0, SHAPES.indexOf((kind?.shape ?? "disc") as (typeof SHAPES)[number]));
    return { label, ...place, size: Math.max(3, size * scale), color, shape };
  }

  private asEdge(edge: EdgeData, type: string): Record<string, unknown> {
    const { weight, standing, spells } = edge.attributes;
    const size = Math.min(6, 1.2 + Math.log2(Math.max(1, weight)) * 0.6);
    return { type, size, dashed: (standing ?? "asserted") !== "asserted", spells };
  }

  /** Hide what cannot have held on a day, without asking the server; null shows everything again. */
  preview(data: GraphData, day: string | null): number {
    this.hiddenEdges = new Set(day ? data.edges.filter((edge) => !holdsOn(edge, day)).map((edge) => edge.key) : []);
    const joined = new Set<string>();
    for (const edge of data.edges) if (!this.hiddenEdges.has(edge.key)) for (const end of [edge.source, edge.target]) joined.add(end);
    this.hiddenNodes = new Set(day ? data.nodes.filter((node) => !joined.has(node.key)).map((node) => node.key) : []);
    this.sigma.refresh({ skipIndexation: true });
    return data.nodes.length - this.hiddenNodes.size;
  }

  /** Bring a node and its neighbours forward. */
  choose(ref: string | null): void {
    this.chosen = ref && this.graph.hasNode(ref) ? ref : null;
    this.near = new Set(this.chosen ? [this.chosen, ...this.graph.neighbors(this.chosen)] : []);
    this.sigma.refresh();
  }

  /** Bring a node into the middle. */
  goTo(ref: string): void {
    const at = this.sigma.getNodeDisplayData(ref);
    if (at) this.move({ x: at.x, y: at.y, ratio: Math.min(0.5, this.sigma.getCamera().ratio) });
  }

  zoom(by: number): void {
    this.move({ ratio: this.sigma.getCamera().ratio * by });
  }

  fit(): void {
    this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  private move(to: Partial<{ x: number; y: number; ratio: number; angle: number }>): void {
    void this.sigma.getCamera().animate(to, { duration: calm() ? 0 : 300 });
  }

  private repaint(): void {
    this.colours = colours();
    this.sigma.setSetting("labelColor", { color: this.colours.ink });
    this.sigma.refresh();
  }

  private shownNode(key: string, data: ShapedNode): Partial<ShapedNode> {
    const { ink } = this.colours;
    if (this.hiddenNodes.has(key)) return { ...data, hidden: true };
    if (!this.chosen) return { ...data, rim: ink };
    if (!this.near.has(key)) return { ...data, color: this.colours.line, rim: this.colours.line, label: "", zIndex: 0 };
    return { ...data, rim: ink, zIndex: 1, forceLabel: true, highlighted: key === this.chosen };
  }

  private shownEdge(key: string, data: LineData): Partial<LineData> {
    const color = this.graph.size > CROWDED ? this.colours.line : this.colours.soft;
    if (this.hiddenEdges.has(key)) return { ...data, color, hidden: true };
    if (!this.chosen) return { ...data, color };
    const near = this.graph.hasExtremity(key, this.chosen);
    return near ? { ...data, color: this.colours.accent, size: data.size + 0.8, zIndex: 1 } : { ...data, color: this.colours.line };
  }

  private drawHover(context: CanvasRenderingContext2D, data: NodeDisplayData, size: number, font: string): void {
    const label = data.label ?? "";
    context.font = `600 ${size}px ${font}`;
    const wide = context.measureText(label).width + 12;
    const [left, top] = [data.x + data.size + 3, data.y - size * 0.85];
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.strokeStyle = this.colours.accent;
    context.lineWidth = 2;
    context.stroke();
    context.fillStyle = this.colours.paper;
    context.fillRect(left, top, wide, size * 1.7);
    context.strokeRect(left, top, wide, size * 1.7);
    context.fillStyle = this.colours.ink;
    context.fillText(label, left + 6, data.y + size * 0.35);
  }
}
