"""How each type of node looks: a colour that people with any kind of colour vision can distinguish, and a shape.

The eight types that occur most have the eight colours of Okabe and Ito, made to be told apart with any colour vision;
the others are shades of grey and of these. No two types share both a colour and a shape. Fixed, so that two files of
one case look alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import sqrt
from typing import Final, NamedTuple

from habeas.vocab import KINDS

SMALLEST: Final = 6.0
LARGEST: Final = 60.0


class NodeStyle(NamedTuple):
    """Red, green and blue from 0 to 255, and one of disc, square, triangle, diamond."""

    red: int
    green: int
    blue: int
    shape: str

    @property
    def hex(self) -> str:
        """The colour as `#rrggbb`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


LOOKS: Final[Mapping[str, NodeStyle]] = {
    "person": NodeStyle(0, 114, 178, "disc"),
    "facility": NodeStyle(213, 94, 0, "square"),
    "org": NodeStyle(0, 158, 115, "triangle"),
    "post": NodeStyle(204, 121, 167, "diamond"),
    "place": NodeStyle(86, 180, 233, "square"),
    "collective": NodeStyle(230, 159, 0, "triangle"),
    "doc": NodeStyle(0, 0, 0, "square"),
    "claim": NodeStyle(240, 228, 66, "diamond"),
    "population": NodeStyle(153, 153, 153, "triangle"),
    "event": NodeStyle(120, 94, 60, "disc"),
    "proceeding": NodeStyle(90, 60, 110, "diamond"),
    "charge": NodeStyle(150, 110, 180, "square"),
    "condition": NodeStyle(190, 170, 210, "triangle"),
    "concept": NodeStyle(200, 200, 200, "diamond"),
    "act": NodeStyle(120, 120, 60, "disc"),
    "accusation": NodeStyle(170, 170, 90, "diamond"),
}
OTHER: Final = NodeStyle(110, 110, 110, "disc")
"""Everything else: the other events and states that stand as nodes in the view of claims."""

TYPES: Final[Mapping[str, str]] = {kind.name: kind.label for kind in KINDS.values()}
"""Kind of name -> the word in the column `type`: `org` -> organization."""
LOOK_OF: Final[Mapping[str, NodeStyle]] = {TYPES[kind]: look for kind, look in LOOKS.items()}


def look_of(type_: str) -> NodeStyle:
    """The look of a node with this word in the column `type`."""
    return LOOK_OF.get(type_, OTHER)


@lru_cache(maxsize=10_000)
def size_of(lines: int) -> float:
    """The size of a node by its number of lines: its area grows with them."""
    return round(min(SMALLEST + 3 * sqrt(lines), LARGEST), 1)
