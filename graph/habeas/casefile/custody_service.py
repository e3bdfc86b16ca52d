"""How things stand in a case as of a scope: who is held, where and how sure, and who held which post.

Answered from the evidence rows of the side index, person after person, without reading the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any, Final

from habeas.analysis.custody.answer import CustodyStatus
from habeas.analysis.custody.course import days_held, stretches
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.place import Within, apart
from habeas.analysis.custody.spells import Spell, spells
from habeas.analysis.custody.timeline import status_of
from habeas.analysis.intervals import LIKELIEST, Certainty
from habeas.analysis.offices import Authority, Holding, authority_over, posts_on
from habeas.casefile.results import PersonCourse, StatusRow
from habeas.model.values import Ref
from habeas.storage.custody_evidence import EvidenceRows, counting, parts_of_places, people_in
from habeas.storage.index import Index
from habeas.storage.names import label_in_description
from habeas.storage.scope import Scope

Label = Callable[[str], str]
ORDER: Final = (*LIKELIEST, Certainty.NOT, Certainty.NOT_STATED)


def statuses(scope: Scope, on: date, only: Iterable[str] = (), lang: str = "en") -> tuple[StatusRow, ...]:
    """Everybody about whom custody, charges or restrictions are reported; the surest held first, then by name."""
    label, within = labels(scope.index, lang), parts_of_places(scope)
    found = (named_status(person, rows, on, label, within) for person, rows in people_in(scope, only))
    return tuple(sorted(found, key=lambda row: (ORDER.index(row.held), row.name, row.person)))


def named_status(person: str, rows: EvidenceRows, day: date, label: Label, within: Within = apart) -> StatusRow:
    """One person's status from their evidence rows, with names as people read them."""
    return named(status_of(person, rows, day, within), label)


def named(status: CustodyStatus, label: Label, *, name: str = "") -> StatusRow:
    """A status with names as people read them; `name` is the person's where it is known."""
    where = " or ".join(label(place) for place in status.place.state.split(" or ")) if status.place.state else ""
    return StatusRow(
        person=status.person,
        on=status.on,
        custody=status.custody,
        legal=status.legal,
        restrictions=status.restrictions,
        place=status.place,
        name=name or label(status.person),
        where=where,
    )


def as_plain(row: StatusRow) -> dict[str, Any]:
    """A row for programs: every axis with its word, claims and evidence."""
    return {**asdict(row), "held": row.held.value, "claims": list(row.claims)}


def labels(index: Index, lang: str, describe: Callable[[str], Mapping[str, Any] | None] | None = None) -> Label:
    """What names are called; each is looked up once, by `describe` where several languages share what it finds."""
    look_up = describe or index.entity

    @cache
    def label(name: str) -> str:
        body = look_up(name) if ":" in name and not name.startswith("doc:") else None
        return label_in_description(body, Ref.parse(name), lang) if body else name

    return label


def told_spells(scope: Scope, on: date, only: Iterable[str] = ()) -> tuple[Spell, ...]:
    """Every spell of detention that may have begun by the day."""
    return tuple(spell for person, rows in people_in(scope, only) for spell in spells(life_of(person, rows), on))


def states(scope: Scope, on: date, names: Iterable[str], lang: str = "en") -> dict[str, tuple[StatusRow, PersonCourse]]:
    """How things stand with some people, and the course of their custody, by the name that stands for each."""
    label, within, found = labels(scope.index, lang), parts_of_places(scope), {}
    for person, rows in people_in(scope, names):
        life = life_of(person, rows)
        told = PersonCourse(person=person, stretches=stretches(life, on), days=days_held(life, on))
        found[person] = named_status(person, rows, on, label, within), told
    return found


def course(scope: Scope, on: date, names: tuple[str, ...]) -> PersonCourse:
    """How custody stood from the first reported day. `names` are all names of the person."""
    person = scope.cluster(names[0])
    life = life_of(person, dict(people_in(scope, names)).get(person, []))
    return PersonCourse(person=person, stretches=stretches(life, on), days=days_held(life, on))


def holdings(scope: Scope, on: date) -> tuple[Holding, ...]:
    """Every post that somebody may have held on the day."""
    return posts_on(_tenures(scope), on, scope.cluster)


def _tenures(scope: Scope) -> EvidenceRows:
    return list(counting(scope, scope.index.evidence_of_posts()))


def authority(scope: Scope, on: date, names: tuple[str, ...]) -> Authority:
    """Who stood over a person, a body or a facility on the day; `names` are all names of the one asked for."""
    subject = scope.cluster(names[0])
    own = dict(people_in(scope, names)).get(subject, []) if subject.startswith("person:") else []
    return authority_over(subject, _tenures(scope), on, own=own, cluster=scope.cluster)
