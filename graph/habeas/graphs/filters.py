"""What the reader wants to see of a graph. Every filter only takes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from habeas.dates.edtf import Bounds
from habeas.model.values import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked of a graph; together all of it must hold.

    on, since, until   lines that may have held then; lines without a date stay, since nothing says that they did not
    types, relations   kinds of nodes (person, org, …) and of lines (detainedAt, …)
    by                 claims by these speakers or in these documents
    min_sources        lines that rest on so many independent documents
    credibility        claims judged at least so credible; claims that nobody judged are left out
    sensitivity        the most sensitive that may leave: public, restricted or sealed
    redact             what is more sensitive under pseudonyms, instead of leaving it out
    sayings            accusations and speech acts too, as nodes of their own
    ego, steps         only what lies within so many lines of someone
    ongoing_until      draw what has no stated end up to this day, instead of without end
    """

    on: Bounds | None = None
    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    by: frozenset[Ref] = field(default_factory=frozenset)
    min_sources: int = 1
    credibility: str = ""
    sensitivity: str = "public"
    redact: bool = False
    sayings: bool = False
    ego: Ref | None = None
    steps: int = 1
    ongoing_until: date | None = None

    @property
    def narrows_lines(self) -> bool:
        """True when lines may be left out, so that a node left without any line has nothing to show."""
        dated = self.on or self.since or self.until
        return bool(dated or self.types or self.relations or self.min_sources > 1 or self.ego)

    def sentences(self) -> Iterator[str]:
        """What was asked, so that nobody takes a part for the whole."""
        asked = {
            "on": "/".join(day.isoformat() if day else ".." for day in self.on) if self.on else "",
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "types": ", ".join(sorted(self.types)),
            "relations": ", ".join(sorted(self.relations)),
            "by": ", ".join(sorted(map(str, self.by))),
            "at least so many sources": str(self.min_sources) if self.min_sources > 1 else "",
            "at least so credible": self.credibility,
            "around": f"{self.ego}, {self.steps} steps" if self.ego else "",
            "sayings": "included" if self.sayings else "",
            "open ends drawn up to": self.ongoing_until.isoformat() if self.ongoing_until else "",
        }
        told = [f"{name} {value}" for name, value in asked.items() if value]
        if told:
            yield f"Narrowed to: {'; '.join(told)}."
