"""Numbers of several keepers as ranges on one scale; places are shares of the width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from habeas.casefile.timelines import percent

OPEN_TAIL: Final = 1.18
"""A number with no upper limit goes on so far past the greatest of its group."""
LEFT, RIGHT = 1.0, 98.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One number: what it says, and its range as drawn. `point` where it is one number.

    `open_end` where it has no upper limit.
    """

    row: Mapping[str, Any]
    x: str
    width: str
    point: bool
    open_end: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class RangeGroup:
    """Numbers of one thing and one kind."""

    thing: str
    kind: str
    most: int
    rows: tuple[Drawn, ...]


def groups_of(rows: Iterable[Mapping[str, Any]]) -> list[RangeGroup]:
    """Every number, drawn with those of its thing and kind; the largest group first."""
    together: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        together.setdefault((row["thing"], row["kind"]), []).append(row)
    found = [_group(thing, kind, members) for (thing, kind), members in together.items()]
    return sorted(found, key=lambda group: (-len(group.rows), group.thing, group.kind))


def _group(thing: str, kind: str, members: list[Mapping[str, Any]]) -> RangeGroup:
    told = [value for row in members for value in (row["lower"], row["upper"]) if value is not None]
    most = max(told, default=1)
    has_open = any(row["lower"] is not None and row["upper"] is None for row in members)
    top = max(1.0, most * (OPEN_TAIL if has_open else 1.0))
    return RangeGroup(thing, kind, most, tuple(_drawn(row, top) for row in members))


def _drawn(row: Mapping[str, Any], top: float) -> Drawn:
    lower, upper = row["lower"], row["upper"]
    if lower is None and upper is None:
        return Drawn(row, "0%", "0%", point=False, open_end=False, numbered=False)
    first = LEFT + (RIGHT - LEFT) * (lower or 0) / top
    last = RIGHT if upper is None else LEFT + (RIGHT - LEFT) * upper / top
    return Drawn(row, percent(first), percent(max(0.8, last - first)), lower == upper, upper is None, numbered=True)
