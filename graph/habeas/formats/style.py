"""How each type of node looks: a colour that people with any kind of colour vision can distinguish, and a shape.

The eight types that occur most have the eight colours of Okabe and Ito, made to be told apart with any colour vision;
every other type has a colour of its own, chosen as far from all others as colours go, also for people who see no red
or no green (CIE 1976 distance, at least 15 with full colour vision). Shapes help where colours come near one another.
Fixed, so that two files of one case look alike.
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
    "access": NodeStyle(20, 20, 248, "disc"),
    "age": NodeStyle(32, 56, 188, "square"),
    "arrest": NodeStyle(164, 248, 176, "triangle"),
    "assessment": NodeStyle(20, 128, 248, "diamond"),
    "bail": NodeStyle(20, 68, 56, "disc"),
    "case": NodeStyle(140, 248, 116, "square"),
    "conflict": NodeStyle(20, 56, 140, "triangle"),
    "count": NodeStyle(92, 92, 104, "diamond"),
    "death": NodeStyle(104, 68, 248, "disc"),
    "detention": NodeStyle(140, 20, 20, "square"),
    "disappearance": NodeStyle(140, 188, 128, "triangle"),
    "health": NodeStyle(188, 32, 20, "diamond"),
    "hearing": NodeStyle(92, 164, 248, "disc"),
    "hungerstrike": NodeStyle(152, 20, 80, "square"),
    "identification": NodeStyle(140, 236, 248, "triangle"),
    "membership": NodeStyle(92, 92, 200, "diamond"),
    "observation": NodeStyle(32, 236, 128, "disc"),
    "participation": NodeStyle(188, 236, 200, "square"),
    "refusal": NodeStyle(152, 212, 68, "triangle"),
    "relationship": NodeStyle(212, 92, 104, "diamond"),
    "release": NodeStyle(188, 152, 56, "disc"),
    "remand": NodeStyle(176, 32, 140, "square"),
    "remedy": NodeStyle(20, 20, 200, "triangle"),
    "search": NodeStyle(200, 68, 248, "diamond"),
    "seizure": NodeStyle(92, 212, 164, "disc"),
    "sentence": NodeStyle(200, 56, 128, "square"),
    "snapshot": NodeStyle(248, 80, 212, "triangle"),
    "status": NodeStyle(80, 212, 248, "diamond"),
    "tenure": NodeStyle(248, 92, 140, "disc"),
    "time": NodeStyle(176, 140, 92, "square"),
    "treatment": NodeStyle(164, 200, 92, "triangle"),
}
OTHER: Final = NodeStyle(110, 110, 110, "disc")
"""A type that the vocabulary does not have."""

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
