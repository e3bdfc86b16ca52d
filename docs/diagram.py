"""Boxes, arrows and words as SVG: what make_diagrams.py draws with.

Everything is placed by hand on a white page, so that a picture is the same on every machine and reads in a diff.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

LINE: Final = 17
"""Height of a line of text."""
COLOURS: Final = {
    "pure": ("#e3f2e6", "#3a7d4b"),
    "work": ("#e4eefa", "#33628f"),
    "disk": ("#efe9df", "#7a6647"),
    "truth": ("#f6dfa8", "#8a5a00"),
    "guard": ("#f8e1dc", "#a03c28"),
    "outside": ("#f4f4f4", "#777777"),
    "note": ("none", "none"),
}
"""What a box is -> its fill and its border."""
STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1c1c1c}.title{font-weight:600}.small{font-size:12px;fill:#444}"
    ".mid{text-anchor:middle}.end{text-anchor:end}path{fill:none;stroke:#444;stroke-width:1.4}"
    ".dash{stroke-dasharray:5 4}.faint{stroke:#ccc;stroke-dasharray:4 4}"
)
HEAD: Final = (
    '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    ' orient="auto-start-reverse">'
    '<path d="M0,0 L8,4 L0,8 z" style="fill:#444;stroke:none"/></marker>'
)


class Diagram:
    """One picture, filled from its methods and read as text with `svg`."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.width, self.height, self.title = width, height, title
        self._parts: list[str] = []

    def box(
        self, x: float, y: float, w: float, h: float, title: str, lines: Sequence[str] = (), *, kind: str = "work"
    ) -> None:
        """A box with a title and lines below it, in the middle of its height."""
        fill, border = COLOURS[kind]
        look = f'rx="5" fill="{fill}" stroke="{border}" stroke-width="1.3"'
        self._parts.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" {look}/>')
        top = y + (h - LINE * (1 + len(lines))) / 2 + LINE - 4
        self.text(x + w / 2, top, title, style="title mid")
        for number, line in enumerate(lines, start=1):
            self.text(x + w / 2, top + LINE * number, line, style="small mid")

    def band(self, x: float, y: float, w: float, h: float, label: str) -> None:
        """A dashed frame around what belongs together, with its name in the upper left corner."""
        self._parts.append(
            f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="8" fill="none" stroke="#999" stroke-dasharray="4 4"/>'
        )
        self.text(x + 10, y + LINE, label, style="small title")

    def text(self, x: float, y: float, words: str, *, style: str = "small") -> None:
        """One line of words; its place is its left end, its middle (`mid`) or its right end (`end`)."""
        self._parts.append(f'<text x="{x}" y="{y}" class="{style}">{escape(words)}</text>')

    def note(self, x: float, y: float, lines: Sequence[str], *, style: str = "small") -> None:
        """Several lines of words, one below the other."""
        for number, line in enumerate(lines):
            self.text(x, y + LINE * number, line, style=style)

    def arrow(self, *points: tuple[float, float], dashed: bool = False, both: bool = False) -> None:
        """A line through these points with a head at its end, or at both ends."""
        way = " L".join(f"{x},{y}" for x, y in points)
        start = ' marker-start="url(#head)"' if both else ""
        style = ' class="dash"' if dashed else ""
        self._parts.append(f'<path d="M{way}"{style} marker-end="url(#head)"{start}/>')

    def line(self, *points: tuple[float, float], faint: bool = False) -> None:
        """A dashed line through these points; `faint` for one that only guides the eye."""
        way = " L".join(f"{x},{y}" for x, y in points)
        self._parts.append(f'<path d="M{way}" class="{"faint" if faint else "dash"}"/>')

    def bar(self, x: float, y: float, w: float, h: float, *, kind: str) -> None:
        """A filled stretch, for something that lasts."""
        fill, border = COLOURS[kind]
        self._parts.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" stroke="{border}"/>')

    @property
    def svg(self) -> str:
        """The whole picture."""
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n<title>{escape(self.title)}</title>'
        body = "\n".join(self._parts)
        page = '<rect width="100%" height="100%" fill="#fff"/>'
        return f"{head}\n<style>{STYLE}</style>\n<defs>{HEAD}</defs>\n{page}\n{body}\n</svg>\n"
