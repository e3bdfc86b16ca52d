"""What is due in a case, by the rules in its case.toml, from the claims that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from habeas.analysis.followup import Deadline, Occurrence, deadlines
from habeas.casefile.view import View
from habeas.dates.calendar import Bounds
from habeas.model.claims import ReadClaim
from habeas.model.followup import ANSWERED, TYPES, FollowupRule
from habeas.model.values import Assertion, Ref

OUTCOME: Final = "remedyOutcome"
NOT_ANSWERED: Final = frozenset({"not-answered", "not-decided", "unknown"})
MOMENTS: Final = ("occurred", "began")
"""The dates that say when an event was; without one, every date of the claim counts."""


@dataclass(slots=True)
class _Told:
    """What claims tell of one event."""

    people: set[str] = field(default_factory=set)
    days: list[Bounds] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    answered: list[str] = field(default_factory=list)


def followup(view: View, rules: Iterable[FollowupRule], *, on: str = "") -> list[Deadline]:
    """What is open on a day, the earliest first. Raises BadDate."""
    every, day = list(rules), view.day(on)
    kinds = {kind for rule in every for kind in (rule.after, *rule.until) if kind != ANSWERED}
    return deadlines(every, [one for kind in sorted(kinds) for one in _occurrences(view, kind)], day)


def _occurrences(view: View, kind: str) -> Iterator[Occurrence]:
    """The events of a kind, one for each node and person."""
    found: dict[str, _Told] = {}
    for row in view.index.claims_of_kind(kind):
        read = view.views.read_in(row)
        if read.node is None or read.node.kind != kind or not view.counts(read.claim):
            continue
        if read.assertion is Assertion.ASSERTED and read.claim.polarity == "positive":
            _tell(found.setdefault(view.cluster(str(read.node)), _Told()), read, kind, view)
    for node, told in found.items():
        days = _hull(told.days)
        for person in sorted(told.people) if told.days else ():
            yield Occurrence(
                person=person,
                node=node,
                kind=kind,
                days=days,
                claims=tuple(told.claims),
                types=frozenset(told.types),
                answered=tuple(told.answered),
            )


def _tell(told: _Told, read: ReadClaim, kind: str, view: View) -> None:
    scheme = TYPES.get(kind, "")
    told.claims.append(read.claim.id)
    for name, value in read.stated:
        if name == "person" and isinstance(value, Ref):
            told.people.add(view.cluster(str(value)))
        elif scheme and name == f"{kind}Type":
            told.types.add(str(value))
        elif name == OUTCOME and str(value) not in NOT_ANSWERED:
            told.answered.append(read.claim.id)
    moments = [when for name in MOMENTS for when in read.dates.get(name, ())]
    for when in moments or [when for whens in read.dates.values() for when in whens]:
        edtf = when.read(view.conventions)
        told.days.append((edtf.earliest, edtf.latest))


def _hull(days: list[Bounds]) -> Bounds:
    """All days that any claim allows: where claims differ, the doubt is left in."""
    firsts, lasts = [first for first, _ in days], [last for _, last in days]
    first: date | None = None if None in firsts else min(one for one in firsts if one) if firsts else None
    last: date | None = None if None in lasts else max(one for one in lasts if one) if lasts else None
    return first, last
