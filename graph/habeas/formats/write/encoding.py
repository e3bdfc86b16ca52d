"""What several writers share: pieces joined before they go out, values as text, as JSON and as XML."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final

from habeas.analysis.edges.stretches import DAY, spells_text
from habeas.formats.graph import CellValue, Column, Edge, Graph, Node, Past, Type
from habeas.formats.style import NodeStyle, look_of
from habeas.model.text import cleaned

AT_ONCE: Final = 512
"""Pieces joined before they are handed on: enough to be quick, few enough to need no memory."""

CERTAINTY_COLUMN: Final = Column(
    "certainty", Type.STRING, "whether the line is certain or possible: in GEXF over time, elsewhere see certain_spells"
)
STATUS_COLUMN: Final = Column("status", Type.STRING, "the word on custody: in GEXF over time, elsewhere the last one")


def encoded(parts: Iterable[str]) -> Iterator[bytes]:
    """Text in pieces as bytes in larger pieces."""
    source = iter(parts)
    while some := list(islice(source, AT_ONCE)):
        yield "".join(some).encode()


def in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Bytes in larger pieces."""
    source = iter(parts)
    while some := list(islice(source, AT_ONCE)):
        yield b"".join(some)


def number(value: float) -> str:
    """A number without a needless `.0`."""
    return str(int(value)) if value == int(value) else repr(float(value))


def text(value: CellValue) -> str:
    """A value in words; nothing for what is not stated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return cleaned(value) if isinstance(value, str) else number(value)


def dated(edge: Edge) -> str | None:
    """The stretches of a line as text, or nothing."""
    return spells_text(edge.spells) or None


def last_word(node: Node) -> str | None:
    """The last word on someone's custody."""
    return node.history[-1].value if node.history else None


def legend(graph: Graph) -> list[tuple[str, NodeStyle, int]]:
    """The types of nodes that are here: the word, the look, and how many; the most frequent first."""
    found = Counter(node.type for node in graph.nodes)
    return [(type_, look_of(type_), count) for type_, count in sorted(found.items(), key=lambda e: (-e[1], e[0]))]


def certainty_of(edge: Edge) -> Iterator[Past]:
    """Over which days a line is certain and over which only possible, in order."""
    for spell in edge.spells:
        at: str | None = spell.start
        for sure in edge.certain:
            if spell.start <= sure.start and (not spell.end or sure.end <= spell.end):
                if at is not None and at < sure.start:
                    yield Past("possible", at, _next_to(sure.start, -1))
                yield Past("certain", *sure)
                at = None if sure.end == spell.end else _next_to(sure.end, 1)
        if at is not None:
            yield Past("possible", at, spell.end)


def _next_to(day: str, days: int) -> str:
    return (date.fromisoformat(day) + days * DAY).isoformat()


# -- JSON


def as_json(value: object) -> str:
    """Compact JSON with every letter as it is, safe inside a web page too."""
    found = json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return found.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _clean(value: object) -> object:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value


def listed(items: Iterable[str]) -> Iterator[str]:
    """Items of a JSON list, one a line."""
    for number, item in enumerate(items):
        yield f",\n{item}" if number else item
    yield "\n"


def stated(columns: Iterable[Column], values: Iterable[CellValue]) -> dict[str, CellValue]:
    """The columns that have a value."""
    return {column.name: value for column, value in zip(columns, values, strict=True) if value is not None}


def status(node: Node) -> dict[str, str]:
    """The last word on custody, where there is one."""
    word = last_word(node)
    return {"status": word} if word else {}


# -- XML 1.0: only characters that it may hold, with the five special ones and line ends written as references


_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_REFERENCES: Final = str.maketrans({**_NAMED, "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_SHORT: Final = 256


def is_plain(text: str) -> bool:
    """True when nothing in the text has to be escaped, taken out or composed. May be False without need, never
    True without right."""
    special = "&" in text or "<" in text or ">" in text or '"' in text or not text.isprintable()
    return not special and (text.isascii() or unicodedata.is_normalized("NFC", text))


def escaped(text: str) -> str:
    """The text for an attribute or an element."""
    if is_plain(text):
        return text
    return _kept(text) if len(text) < _SHORT else _escape(text)


def _escape(text: str) -> str:
    return cleaned(text).translate(_REFERENCES)


_kept = lru_cache(maxsize=20_000)(_escape)
