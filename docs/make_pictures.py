"""Makes the pictures of for-analysts.md from the example, as graph programs show it: `python docs/make_pictures.py`.

Only what an export holds is drawn: its places, colours, shapes and stretches of days. SVG, written by hand.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from math import hypot
from pathlib import Path
from typing import Final

from habeas.casefile import CaseFile
from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.style import LOOKS, TYPES, NodeStyle, look_of
from habeas.graphs.export import graph_of

HERE: Final = Path(__file__).parent
EXAMPLE: Final = HERE.parent / "examples" / "venezuela-2026"
WIDTH: Final = 960
LONGEST: Final = 34
WIDEST: Final = 2.8
"""Small graphs are not blown up beyond this."""
STYLE: Final = (
    "text{font:12px "
    "sans-serif;fill:#222}.small{font-size:10px;fill:#444}.halo{font-size:10px;stroke:#fff;stroke-width:3px}"
)
WORDS: Final = {
    "detained": "#0072b2",
    "uncertain": "#bbbbbb",
    "released": "#009e73",
    "free": "#56b4e9",
    "dead": "#000000",
    "custody ended": "#e69f00",
}
"""Word on custody -> colour of its bar."""


def svg(width: float, height: float, parts: Iterable[str]) -> str:
    """A whole picture on white."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} '
        f'{height:.0f}" width="{width:.0f}" height="{height:.0f}">'
    )
    body = "\n".join(parts)
    return f'{head}\n<style>{STYLE}</style>\n<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'


def shape(look: NodeStyle, x: float, y: float, size: float) -> str:
    """A node as graph programs draw it."""
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle": ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    }.get(look.shape)
    if corners is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{look.hex}"/>'
    points = " ".join(f"{x + dx * size * 0.9:.1f},{y + dy * size * 0.9:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{look.hex}"/>'


def drawn(graph: Graph) -> str:
    """A graph with its own places, scaled to the page."""
    nodes, edges = list(graph.nodes), list(graph.edges)
    left, top = min(node.x for node in nodes), max(node.y for node in nodes)
    scale = min((WIDTH - 260) / max(max(node.x for node in nodes) - left, 1), WIDEST)
    height = (top - min(node.y for node in nodes)) * scale + 80
    at = {node.id: (100 + (node.x - left) * scale, 40 + (top - node.y) * scale) for node in nodes}
    return svg(
        WIDTH,
        height,
        [
            *(line(edge, at) for edge in edges),
            *(name(node, at, "halo") for node in nodes),
            *(mark(node, at) for node in nodes),
        ],
    )


def line(edge: Edge, at: dict[str, tuple[float, float]]) -> str:
    """A line with an arrow's head, dashed when it is contested, derived or only said."""
    (x, y), (u, v) = at[edge.source], at[edge.target]
    length = hypot(u - x, v - y) or 1
    dx, dy = (u - x) / length, (v - y) / length
    u, v = u - dx * 9, v - dy * 9
    dash = ' stroke-dasharray="4 3"' if edge.dashed else ""
    head = (
        f"{u:.1f},{v:.1f} {u - dx * 6 - dy * 3:.1f},{v - dy * 6 + dx * 3:.1f} "
        f"{u - dx * 6 + dy * 3:.1f},{v - dy * 6 - dx * 3:.1f}"
    )
    width = 0.8 + 0.7 * edge.weight
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{u:.1f}" y2="{v:.1f}"'
    return f'<line {ends} stroke="#999" stroke-width="{width:.1f}"{dash}/><polygon points="{head}" fill="#999"/>'


def mark(node: Node, at: dict[str, tuple[float, float]]) -> str:
    """A node with its label."""
    return shape(look_of(node.type), *at[node.id], node.size * 0.7) + name(node, at, "small")


def name(node: Node, at: dict[str, tuple[float, float]], style: str) -> str:
    """The label of a node, or the white around it."""
    label = node.label if len(node.label) <= LONGEST else node.label[: LONGEST - 1] + "…"
    x, y = at[node.id]
    return f'<text class="{style}" x="{x + 10:.1f}" y="{y + 3:.1f}">{escape(label)}</text>'


def legend() -> str:
    """The types with their colours and shapes."""
    parts = []
    for number, (kind, look) in enumerate(LOOKS.items()):
        x, y = 20 + number % 4 * 180, 24 + number // 4 * 30
        parts.append(shape(look, x, y, 8) + f'<text x="{x + 16}" y="{y + 4}">{escape(TYPES[kind])}</text>')
    return svg(740, 24 + -(-len(LOOKS) // 4) * 30, parts)


def timeline(graph: Graph) -> str:
    """The words on custody of everyone, as bars over time."""
    people = [node for node in graph.nodes if node.history]
    first, last = date(2024, 4, 1), date(2026, 2, 1)
    rows = [part for row, node in enumerate(people) for part in bars(node, 40 + row * 30, first, last)]
    years = [
        f'<text class="small" x="{place(f"{y}-01-01", first, last):.0f}" '
        f'y="20" text-anchor="{anchor}">January {y}</text>'
        for y, anchor in ((2025, "middle"), (2026, "end"))
    ]
    words = [word for word in WORDS if any(past.value == word for node in people for past in node.history)]
    key = 60 + len(people) * 30
    keys = [
        f'<rect x="{200 + n * 120}" y="{key}" width="12" height="12" '
        f'fill="{WORDS[w]}"/><text x="{218 + n * 120}" y="{key + 10}">{w}</text>'
        for n, w in enumerate(words)
    ]
    return svg(WIDTH, key + 30, [*years, *rows, *keys])


def place(day: str, first: date, last: date) -> float:
    """Where a day stands on the page; an open end stands at the edge."""
    found = min(max(date.fromisoformat(day), first), last) if day else last
    return 200 + (WIDTH - 220) * (found - first).days / (last - first).days


def bars(node: Node, y: int, first: date, last: date) -> Iterator[str]:
    """One person's row."""
    yield f'<text x="10" y="{y + 14}">{escape(node.label)}</text>'
    for past in node.history:
        x, end = place(past.start, first, last), place(past.end, first, last)
        if end > x:
            yield (
                f'<rect x="{x:.1f}" y="{y}" width="{end - x:.1f}" height="18" '
                f'fill="{WORDS.get(past.value, "#cc79a7")}"/>'
            )


def main() -> None:
    """Write every picture."""
    folder = HERE / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as room, CaseFile.create(Path(room) / "case") as case:
        for path in sorted(EXAMPLE.glob("*.yaml")):
            case.load(path)
        asked = {"full": {}, "command": {}, "ego": {"ego": "Jonathan Torres Duque", "steps": 2, "sayings": True}}
        graphs = {view: graph_of(case.views, case.settings, view, **more) for view, more in asked.items()}
        for view, graph in graphs.items():
            (folder / f"{view}.svg").write_text(drawn(graph), encoding="utf-8")
        (folder / "timeline.svg").write_text(timeline(graphs["full"]), encoding="utf-8")
    (folder / "legend.svg").write_text(legend(), encoding="utf-8")
    print(f"{len(graphs) + 2} pictures in {folder.relative_to(HERE.parent)}", file=sys.stderr)


if __name__ == "__main__":
    main()
