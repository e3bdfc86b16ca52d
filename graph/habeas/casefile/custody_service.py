"""How things stand in a case as of a scope: who is held, where and how sure, and who held which post.

Answered from the evidence rows of the side index, person after person, without reading the journal. What is told in numbers, and what
clashes, is in `findings_service`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from habeas.analysis.custody import (
    DaysHeld,
    Spell,
    Status,
    Stretch,
    Within,
    apart,
    days_held,
    life_of,
    own_rows,
    spells,
    status_of,
    stretches,
    within_by,
)
from habeas.analysis.custody.people import ABOUT_CUSTODY
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import LIKELIEST, Word
from habeas.analysis.offices import Authority, Holding, authority_over, posts_on
from habeas.casefile.scope import Scope
from habeas.dates import parse
from habeas.errors import BadChoice
from habeas.model import Assertion
from habeas.model.claims import assertion_of
from habeas.model.codec import entity_from_plain
from habeas.storage.evidence_table import by_person
from habeas.storage.index import Index

Rows = list[Evidence]
ORDER: Final = (*LIKELIEST, Word.NOT, Word.NOT_STATED)


def one_day(text: str, where: str) -> date:
    """The day that is asked for. Raises BadDate, or BadChoice when it is not one day."""
    read = parse(text)
    if read.earliest is None or read.earliest != read.latest:
        why = f"“{text}” is more than one day"
        raise BadChoice(where=where, why=why, next="Ask for a day, such as 2026-01-12.")
    return read.earliest


def last_day(text: str, where: str) -> date:
    """The end of what is asked for: `2026-01` means until 31 January. Raises BadDate, BadChoice."""
    latest = parse(text).latest
    if latest is None:
        raise BadChoice(where=where, why=f"“{text}” has no end", next="Ask for a day, a month or a year.")
    return latest


# -- people


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow(Status):
    """One person's status with names as people read them: `name` of the person, `where` of the place."""

    name: str = ""
    where: str = ""


def people_in(scope: Scope, only: Iterable[str] = ()) -> Iterator[tuple[str, Rows]]:
    """Each person's evidence, as far as it counts, one person after the other; or only that of people with these names."""
    wanted = list(only)
    return _some(scope, wanted) if wanted else _all(scope)


def _counting(scope: Scope, rows: Iterable[Evidence]) -> Iterable[Evidence]:
    """The rows that count, under the names that stand for their own."""
    return scope.called(rows if scope.filter.admits_all else filter(scope.takes, rows))


def _some(scope: Scope, people: list[str]) -> Iterator[tuple[str, Rows]]:
    """The rows of some people. `people` are all names of those who are wanted."""
    found = scope.index.evidence_about(people, scope.names_of)
    nameless: dict[str, Rows] = {}
    named: dict[str, Rows] = {}
    for row in _counting(scope, (row for row in found if row.what in ABOUT_CUSTODY)):
        store, key = (named, row.person) if row.person else (nameless, row.node)
        store.setdefault(key, []).append(row)
    return ((person, list(own_rows(rows, nameless))) for person, rows in sorted(named.items()))


def _all(scope: Scope) -> Iterator[tuple[str, Rows]]:
    """The table is read once from end to end; only those judged to have several names wait until the end."""
    waiting = {str(ref) for ref in scope.clusters.same}
    nameless: dict[str, Rows] = {}
    several: dict[str, Rows] = {}
    for person, rows in by_person(scope.index.evidence(sorted(ABOUT_CUSTODY))):
        counting = list(_counting(scope, rows))
        if not person:
            for row in counting:
                nameless.setdefault(row.node, []).append(row)
        elif not counting:
            continue
        elif person in waiting:
            several.setdefault(scope.cluster(person), []).extend(counting)
        else:
            yield person, list(own_rows(counting, nameless))
    for person, rows in several.items():
        yield person, list(own_rows(rows, nameless))


def statuses(scope: Scope, on: date, only: Iterable[str] = (), lang: str = "en") -> tuple[StatusRow, ...]:
    """Everybody of whom anything is told on custody, charges or restrictions; the surest held first, then by name."""
    label, within = labels(scope.index, lang), parts_of_places(scope)
    found = (named_status(person, rows, on, label, within) for person, rows in people_in(scope, only))
    return tuple(sorted(found, key=lambda row: (ORDER.index(row.held), row.name, row.person)))


def parts_of_places(scope: Scope) -> Within:
    """Which prison is told to be a part of which. The claims are read only where somebody may be in two at once."""

    @cache
    def larger(place: str) -> tuple[str, ...]:
        if ":" not in place:  # at home: a place without a name of its own
            return ()
        names = scope.names_of(place)
        claims = scope.claims(scope.index.claims(about=names, status="live"))
        told = (claim for claim in claims if claim.relation == "containedInPlace" and str(claim.subject) in names)
        stated = (claim for claim in told if assertion_of(claim) is Assertion.ASSERTED)
        return tuple(scope.cluster(str(claim.object)) for claim in stated)

    return within_by(larger)


def named_status(person: str, rows: Rows, day: date, label: Callable[[str], str], within: Within = apart) -> StatusRow:
    """One person's status from their evidence rows, with names as people read them."""
    return named(status_of(person, rows, day, within), label)


def named(status: Status, label: Callable[[str], str]) -> StatusRow:
    """A status with names as people read them."""
    where = " or ".join(label(place) for place in status.place.state.split(" or ")) if status.place.state else ""
    return StatusRow(
        person=status.person,
        on=status.on,
        custody=status.custody,
        legal=status.legal,
        restrictions=status.restrictions,
        place=status.place,
        name=label(status.person),
        where=where,
    )


def labels(index: Index, lang: str) -> Callable[[str], str]:
    """What names are called; each is looked up once."""
    known: dict[str, str] = {}

    def label(name: str) -> str:
        if name not in known:
            body = index.entity(name) if ":" in name else None
            known[name] = entity_from_plain(body).label(lang) if body and not name.startswith("doc:") else name
        return known[name]

    return label


def told_spells(scope: Scope, on: date, only: Iterable[str] = ()) -> tuple[Spell, ...]:
    """Every spell of detention that may have begun by the day."""
    return tuple(spell for person, rows in people_in(scope, only) for spell in spells(life_of(person, rows), on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of one life in custody up to a day: days with one answer taken together, and days in detention as a range."""

    person: str
    stretches: tuple[Stretch, ...]
    days: DaysHeld


def course(scope: Scope, on: date, names: tuple[str, ...]) -> Course:
    """How custody stood from the first day anything is told. `names` are all names of the person."""
    person = scope.cluster(names[0])
    life = life_of(person, dict(people_in(scope, names)).get(person, []))
    return Course(person=person, stretches=stretches(life, on), days=days_held(life, on))


# -- posts


def holdings(scope: Scope, on: date) -> tuple[Holding, ...]:
    """Every post that somebody may have held on the day."""
    return posts_on(_tenures(scope), on, scope.cluster)


def _tenures(scope: Scope) -> Rows:
    return list(_counting(scope, scope.index.evidence(("tenure", "oversees", "death"))))


def authority(scope: Scope, on: date, names: tuple[str, ...]) -> Authority:
    """Who stood over a person in custody, a body or a facility on the day. `names` are all names of the one asked for."""
    subject = scope.cluster(names[0])
    own = dict(people_in(scope, names)).get(subject, []) if subject.startswith("person:") else []
    return authority_over(subject, _tenures(scope), on, own=own, cluster=scope.cluster)
