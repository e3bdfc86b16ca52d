"""How things stand in an open case: who is held, and who held which post.

Answered from the evidence rows of the side index alone, person after person, without the journal. Every answer can be asked
for with three clocks: `on` (in the world), `said` (by the end of which day), `known` (recorded by which moment), and `by` one
speaker. What is told in numbers, and what clashes, is in `testimony`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
from habeas.analysis.custody.people import ABOUT_CUSTODY, called, itself
from habeas.analysis.evidence import Cluster, Evidence, certainly_said
from habeas.analysis.intervals import LIKELIEST, Word
from habeas.analysis.offices import Authority, Holding, authority_over, posts_on
from habeas.casefile.history import moment
from habeas.dates import parse
from habeas.errors import BadChoice
from habeas.identity.clusters import Clusters, clusters
from habeas.model import Assertion, Ref
from habeas.model.claims import assertion_of
from habeas.model.codec import entity_from_plain
from habeas.storage.evidence_table import by_person
from habeas.storage.judgements import judgements_in
from habeas.storage.projection import Views

Rows = list[Evidence]
NEVER_EVENTS: Final = frozenset(["person", "org", "collective", "facility", "place", "post"])
"""Kinds of names that no evidence row hangs on: to judge two of these the same moves no row to another event."""
ORDER: Final = (*LIKELIEST, Word.NOT, Word.NOT_STATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question's clocks: the day asked for, said by the end of which day, recorded by which moment; and whose telling."""

    on: date
    said: date | None = None
    known: str = ""
    by: frozenset[str] = frozenset()
    clusters: Clusters

    @property
    def cluster(self) -> Cluster:
        """From a name to the one that stands for it by judgement."""
        same = {str(ref): str(one) for ref, one in self.clusters.same.items()}
        return (lambda name: same.get(name, name)) if same else itself

    def called(self, rows: Iterable[Evidence]) -> Iterable[Evidence]:
        """Rows under the names that stand for their own by judgement: of people, events, places, bodies and posts."""
        cluster = self.cluster
        return (called(row, cluster) for row in rows) if cluster is not itself else rows

    def takes(self, row: Evidence) -> bool:
        """True for a row that was said in time and by the speaker asked for."""
        return (self.said is None or certainly_said(row, self.said)) and (not self.by or row.speaker in self.by)


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


def clusters_at(views: Views, known: str) -> Clusters:
    """What the judgements amount to that stood at a moment; those of now without one."""
    every = judgements_in(views.index)
    if not known:
        return clusters(every)
    made = (judgement for judgement in every if judgement.at <= known)
    return clusters(
        replace(each, taken_back=None) if each.taken_back and each.taken_back.at > known else each for each in made
    )


def asked(views: Views, today: str, *, on: str, said: str, by: Iterable[str], known: str) -> Asked:
    """The clocks of a question as people write them. Raises BadDate, BadChoice."""
    then = moment(known) if known else ""
    return Asked(
        on=one_day(on, "on") if on else date.fromisoformat((then or today)[:10]),
        said=last_day(said, "said") if said else None,
        known=then,
        by=frozenset(by),
        clusters=clusters_at(views, then),
    )


# -- people


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow(Status):
    """One person's status with names as people read them: `name` of the person, `where` of the place."""

    name: str = ""
    where: str = ""


def people_in(views: Views, question: Asked, only: Iterable[str] = ()) -> Iterator[tuple[str, Rows]]:
    """Each person's evidence as the question's clocks let it stand, one person after the other; or only some people's."""
    wanted = list(only)
    found = _some(views, question, wanted) if wanted else _all(views, question)
    for person, rows in found:
        kept = [row for row in rows if question.takes(row)]
        if kept:
            yield person, kept


def _some(views: Views, question: Asked, people: list[str]) -> Iterator[tuple[str, Rows]]:
    """Everybody's rows under the name that stands for them. `people` are all names of those who are wanted."""
    if any(ref.kind not in NEVER_EVENTS for ref in question.clusters.same):
        wanted = {question.cluster(person) for person in people}
        return ((person, rows) for person, rows in _all(views, question) if person in wanted)
    kinds = (row for row in views.index.evidence_about(people, question.known) if row.what in ABOUT_CUSTODY)
    nameless: dict[str, Rows] = {}
    named: dict[str, Rows] = {}
    for row in question.called(kinds):
        store, key = (named, row.person) if row.person else (nameless, row.node)
        store.setdefault(key, []).append(row)
    return ((person, list(own_rows(rows, nameless))) for person, rows in sorted(named.items()))


def _all(views: Views, question: Asked) -> Iterator[tuple[str, Rows]]:
    """The table is read once from end to end; only those judged to have several names wait until the end."""
    cluster, waiting = question.cluster, {str(ref) for ref in question.clusters.same}
    nameless: dict[str, Rows] = {}
    several: dict[str, Rows] = {}
    for person, rows in by_person(views.index.evidence(question.known, sorted(ABOUT_CUSTODY))):
        if not person:
            for row in question.called(rows):
                nameless.setdefault(row.node, []).append(row)
        elif person in waiting:
            several.setdefault(cluster(person), []).extend(question.called(rows))
        else:
            yield person, list(own_rows(question.called(rows), nameless))
    for person, rows in several.items():
        yield person, list(own_rows(rows, nameless))


def statuses(views: Views, question: Asked, only: Iterable[str] = (), lang: str = "en") -> tuple[StatusRow, ...]:
    """Everybody of whom anything is told on custody, charges or restrictions; the surest held first, then by name."""
    label, within = labels(views, lang), parts_of_places(views, question)
    every = people_in(views, question, only)
    found = (named_status(person, rows, question.on, label, within) for person, rows in every)
    return tuple(sorted(found, key=lambda row: (ORDER.index(row.held), row.name, row.person)))


def parts_of_places(views: Views, question: Asked) -> Within:
    """Which prison is told to be a part of which. The claims are read only where somebody may be in two at once."""

    @cache
    def larger(place: str) -> tuple[str, ...]:
        if ":" not in place:  # at home: a place without a name of its own
            return ()
        names = tuple(map(str, question.clusters.names(Ref.parse(place))))
        read = (views.claim_in(row) for row in views.index.claims(about=names, status="live"))
        claims = [claim for claim, line in read if not question.known or line.at <= question.known]
        told = [claim for claim in claims if claim.relation == "containedInPlace" and str(claim.subject) in names]
        stated = (claim for claim in told if assertion_of(claim) is Assertion.ASSERTED)
        return tuple(question.cluster(str(claim.object)) for claim in stated)

    return within_by(larger)


def named_status(person: str, rows: Rows, day: date, label: Callable[[str], str], within: Within = apart) -> StatusRow:
    """One person's status from their evidence rows, with names as people read them."""
    status = status_of(person, rows, day, within)
    where = " or ".join(label(place) for place in status.place.state.split(" or ")) if status.place.state else ""
    return StatusRow(
        person=status.person, on=status.on, custody=status.custody, legal=status.legal, restrictions=status.restrictions,
        place=status.place, name=label(status.person), where=where,
    )  # fmt: skip


def labels(views: Views, lang: str) -> Callable[[str], str]:
    """What names are called; each is looked up once."""
    known: dict[str, str] = {}

    def label(name: str) -> str:
        if name not in known:
            body = views.index.entity(name) if ":" in name else None
            known[name] = entity_from_plain(body).label(lang) if body and not name.startswith("doc:") else name
        return known[name]

    return label


def told_spells(views: Views, question: Asked, only: Iterable[str] = ()) -> tuple[Spell, ...]:
    """Every spell of detention that may have begun by the day asked for."""
    people = people_in(views, question, only)
    return tuple(spell for person, rows in people for spell in spells(life_of(person, rows), question.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of one life in custody up to a day: days with one answer taken together, and days in detention as a range."""

    person: str
    stretches: tuple[Stretch, ...]
    days: DaysHeld


def course(views: Views, question: Asked, names: tuple[str, ...]) -> Course:
    """How custody stood from the first day anything is told. `names` are all names of the person."""
    person = question.cluster(names[0])
    life = life_of(person, dict(people_in(views, question, names)).get(person, []))
    return Course(person=person, stretches=stretches(life, question.on), days=days_held(life, question.on))


# -- posts


def holdings(views: Views, question: Asked) -> tuple[Holding, ...]:
    """Every post that somebody may have held on the day."""
    return posts_on(_tenures(views, question), question.on, question.cluster)


def _tenures(views: Views, question: Asked) -> Rows:
    rows = views.index.evidence(question.known, ("tenure", "oversees", "death"))
    return [row for row in question.called(rows) if question.takes(row)]


def authority(views: Views, question: Asked, names: tuple[str, ...]) -> Authority:
    """Who stood over a person in custody, a body or a facility on the day. `names` are all names of the one asked for."""
    subject = question.cluster(names[0])
    own = dict(people_in(views, question, names)).get(subject, []) if subject.startswith("person:") else []
    return authority_over(subject, _tenures(views, question), question.on, own=own, cluster=question.cluster)
