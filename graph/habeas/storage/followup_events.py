"""The events that rules of follow-up are about, from the claims that count: one for each event and person."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from habeas.analysis.followup import Answer, Occurrence
from habeas.dates.edtf import Edtf, hull
from habeas.model.claims import ReadClaim
from habeas.model.followup import ANSWERED, TYPES, FollowupRule
from habeas.model.values import Assertion, Ref
from habeas.storage.contract import ClaimRow, ScopeReader

OUTCOME: Final = "remedyOutcome"
ANSWERED_ON: Final = "answeredOn"
NOT_ANSWERED: Final = frozenset({"not-answered", "not-decided", "unknown"})
MOMENTS: Final = ("occurred", "began")
"""The dates that say when an event was; without one, every date of the claim counts but that of an answer."""
AT_ONCE: Final = 400
_NAMED_WITH: Final = "SELECT DISTINCT n.ref FROM about p JOIN about n ON n.claim = p.claim WHERE p.ref = ?"


def kinds_in(rules: Iterable[FollowupRule]) -> frozenset[str]:
    """The kinds of events that these rules begin or end with."""
    return frozenset(kind for rule in rules for kind in (rule.after, *rule.until) if kind != ANSWERED)


def named_with(db: sqlite3.Connection, names: Iterable[str], kinds: Collection[str]) -> set[str]:
    """The names of some kinds that any claim, live or not, has beside one of these names; and those of them that are of
    these kinds themselves."""
    found = {ref for name in names for (ref,) in db.execute(_NAMED_WITH, (name,))}
    return {ref for ref in found if ref.partition(":")[0] in kinds}


def occurrences(scope: ScopeReader, kinds: Collection[str], people: Iterable[str] | None = None) -> list[Occurrence]:
    """The events of some kinds, of everybody or of some people, as far as their claims count."""
    wanted = None if people is None else {scope.cluster(person) for person in people}
    rows = _rows(scope, kinds) if wanted is None else _rows_of(scope, kinds, wanted)
    found: dict[str, _Told] = {}
    for row in sorted(rows, key=lambda row: (row.place, row.id)):
        read = scope.views.read_in(row)
        if read.node is None or read.node.kind not in kinds or not scope.counts(read.claim):
            continue
        if read.assertion is Assertion.ASSERTED and read.claim.polarity == "positive":
            found.setdefault(scope.cluster(str(read.node)), _Told(read.node.kind)).add(read, scope)
    every = (one for node, told in found.items() for one in told.of(node))
    return [one for one in every if wanted is None or one.person in wanted]


def _rows(scope: ScopeReader, kinds: Collection[str]) -> Collection[ClaimRow]:
    return {row.id: row for kind in sorted(kinds) for row in scope.index.claims_of_kind(kind)}.values()


def _rows_of(scope: ScopeReader, kinds: Collection[str], people: Iterable[str]) -> Collection[ClaimRow]:
    """The live claims on every event of these people: looked up by name, however large the file is."""
    names = [name for person in people for name in scope.names_of(person)]
    nodes = named_with(scope.index.connection, names, kinds)
    every = sorted({name for node in nodes for name in scope.names_of(node)})
    found: dict[str, ClaimRow] = {}
    for start in range(0, len(every), AT_ONCE):
        some = scope.index.claims(about=every[start : start + AT_ONCE], status="live")
        found |= {row.id: row for row in some}
    return found.values()


@dataclass(slots=True)
class _Told:
    """What claims tell of one event."""

    kind: str
    people: set[str] = field(default_factory=set)
    days: list[Edtf] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    answers: list[tuple[str, list[Edtf], date | None]] = field(default_factory=list)
    """A claim that tells of an answer, when it says that this came, and the last day on which it may have been said."""

    def add(self, read: ReadClaim, scope: ScopeReader) -> None:
        """One more claim on it."""
        self.claims.append(read.claim.id)
        outcome = ""
        for name, value in read.stated:
            if name == "person" and isinstance(value, Ref):
                self.people.add(scope.cluster(str(value)))
            elif self.kind in TYPES and name == f"{self.kind}Type":
                self.types.add(str(value))
            elif name == OUTCOME:
                outcome = str(value)
        self._answered(read, outcome)
        moments = [when for name in MOMENTS for when in read.dates.get(name, ())]
        others = [when for name, whens in read.dates.items() if name != ANSWERED_ON for when in whens]
        self.days += [when.read(scope.conventions) for when in moments or others]

    def _answered(self, read: ReadClaim, outcome: str) -> None:
        dated = [when.read(read.conventions) for when in read.dates.get(ANSWERED_ON, ())]
        if outcome not in NOT_ANSWERED and (outcome or dated):
            self.answers.append((read.claim.id, dated, read.said.latest))

    def of(self, node: str) -> Iterator[Occurrence]:
        """The event, once for each of its people. One that names no day may have been on any, one that is known by its
        answer alone on any day up to that."""
        answer = self._answer()
        days = hull(self.days) if self.days else (None, answer.days[1] if answer else None)
        for person in sorted(self.people):
            yield Occurrence(
                person=person,
                node=node,
                kind=self.kind,
                days=days,
                claims=tuple(self.claims),
                types=frozenset(self.types),
                answer=answer,
            )

    def _answer(self) -> Answer | None:
        """When the answer came: as claims date it; where none does, by the day on which the first of them was said."""
        if not self.answers:
            return None
        claims = tuple(claim for claim, *_ in self.answers)
        if dated := [day for _, days, _ in self.answers for day in days]:
            return Answer(days=hull(dated), claims=claims)
        said = min((last for *_, last in self.answers if last is not None), default=None)
        return Answer(days=(None, said), claims=claims)
