"""Whose evidence is whose in a scope: each person's rows, under the names that stand for others by judgement, as far
as they count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter

from habeas.analysis.custody.clashes import apart_rows
from habeas.analysis.custody.place import Within, within_by
from habeas.analysis.people import ABOUT_CUSTODY, own_rows
from habeas.analysis.values import Evidence
from habeas.model.claims import assertion_of
from habeas.model.values import Assertion
from habeas.storage.contract import ScopeReader
from habeas.storage.evidence_table import last_said
from habeas.storage.index_tables import CONTAINMENT, standing, usable
from habeas.storage.scope import Scope

EvidenceRows = list[Evidence]


def people_in(scope: ScopeReader, only: Iterable[str] = ()) -> Iterator[tuple[str, EvidenceRows]]:
    """Each person's evidence, as far as it counts, one person after the other; or only that of people with these
    names.
    """
    wanted = list(only)
    found = _some(scope, wanted) if wanted else _all(scope)
    if not scope.clusters.apart:
        return found
    return ((person, [*rows, *apart_rows(rows, scope.apart)]) for person, rows in found)


def counting(scope: ScopeReader, rows: Iterable[Evidence]) -> Iterable[Evidence]:
    """The rows that count, under the names that stand for their own."""
    return scope.called(rows if scope.filter.admits_all else filter(scope.takes, rows))


def last_evidence(scope: Scope) -> str:
    """The last day, not after today, by which evidence that counts was said; empty where there is none."""
    until = (scope.filter.said or date.fromisoformat(scope.today[:10])).isoformat()
    with usable():
        stands = standing(scope.index.n, "n")
        return last_said(scope.index.connection, stands, until, sorted(scope.filter.by))


def _some(scope: ScopeReader, people: list[str]) -> Iterator[tuple[str, EvidenceRows]]:
    """The rows of some people. `people` are all names of those who are wanted."""
    found = scope.index.evidence_about(people, scope.names_of)
    nameless: dict[str, EvidenceRows] = {}
    named: dict[str, EvidenceRows] = {}
    for row in counting(scope, (row for row in found if row.what in ABOUT_CUSTODY)):
        store, key = (named, row.person) if row.person else (nameless, row.node)
        store.setdefault(key, []).append(row)
    return ((person, list(own_rows(rows, nameless))) for person, rows in sorted(named.items()))


def _all(scope: ScopeReader) -> Iterator[tuple[str, EvidenceRows]]:
    """The table is read once from end to end; only those judged to have several names wait until the end."""
    waiting = {str(ref) for ref in scope.clusters.same}
    nameless: dict[str, EvidenceRows] = {}
    several: dict[str, EvidenceRows] = {}
    for person, rows in _by_person(scope.index.evidence(sorted(ABOUT_CUSTODY))):
        kept = list(counting(scope, rows))
        if not person:
            for row in kept:
                nameless.setdefault(row.node, []).append(row)
        elif not kept:
            continue
        elif person in waiting:
            several.setdefault(scope.cluster(person), []).extend(kept)
        else:
            yield person, list(own_rows(kept, nameless))
    for person, rows in several.items():
        yield person, list(own_rows(rows, nameless))


def parts_of_places(scope: ScopeReader) -> Within:
    """Which prison is told to be a part of which. The claims are read only where somebody may be in two at once."""

    @cache
    def larger(place: str) -> tuple[str, ...]:
        if ":" not in place:  # at home: a place without a name of its own
            return ()
        names = scope.names_of(place)
        claims = scope.claims(scope.index.claims_with(CONTAINMENT, about=names))
        told = (claim for claim in claims if str(claim.subject) in names)
        stated = (claim for claim in told if assertion_of(claim) is Assertion.ASSERTED)
        return tuple(scope.cluster(str(claim.object)) for claim in stated)

    return within_by(larger)


def _by_person(rows: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """The rows of one person after another, the rows that name nobody (person ``) first."""
    return ((person, list(found)) for person, found in groupby(rows, key=attrgetter("person")))
