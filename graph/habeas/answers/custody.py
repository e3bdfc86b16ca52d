"""Who was held, and what bound people after their release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from habeas.answers.asked import NOT_STATED, Asked, Row, Rows, ids
from habeas.custody import Answer, Status, people, status_of
from habeas.evidence import Evidence, certainly_said
from habeas.model import Ref
from habeas.periods import LIKELIEST

EVERY_DAY = date.max


def held_on(asked: Asked) -> Rows:
    """Everyone who was certainly or possibly held on the day, the surest first."""
    found = [status for status in _statuses(asked) if status.held in LIKELIEST]
    found.sort(key=lambda status: (LIKELIEST.index(status.held), asked.label(status.person)))
    columns = (
        "person",
        "personName",
        "held",
        "state",
        "evidence",
        "place",
        "placeName",
        "placeSure",
        "claims",
        "against",
    )
    return Rows(columns, [_held(asked, status) for status in found])


def _held(asked: Asked, status: Status) -> Row:
    custody, place = status.custody, status.place
    where = Ref.parse(place.state) if ":" in place.state else None
    return (
        Ref.parse(status.person), asked.label(status.person), status.held.value, custody.state, custody.sure, where,
        asked.label(where) if where else place.state or NOT_STATED, place.sure,
        ids((*custody.claims, *place.claims)), ids((*custody.against, *place.against)),
    )  # fmt: skip


def charges_after_release(asked: Asked) -> Rows:
    """Who was released by the day, and what is told of charges."""
    return _after_release(asked, "charges")


def restrictions_after_release(asked: Asked) -> Rows:
    """Who was released by the day, and what is told of restrictions."""
    return _after_release(asked, "restrictions")


def _after_release(asked: Asked, axis: str) -> Rows:
    day = asked.day("on") or EVERY_DAY
    rows: list[Row] = []
    for person, evidence in _evidence(asked).items():
        releases = ids(row.claim for row in evidence if row.what == "release" and (row.at[0] or day) <= day)
        if releases:
            status = status_of(person, evidence, day)
            told = status.legal if axis == "charges" else status.restrictions
            rows.append(_told(asked, person, told, (*releases, *status.custody.claims)))
    rows.sort(key=lambda row: str(row[1]))
    return Rows(("person", "personName", axis, "sure", "applies", "claims", "against"), [*rows, *_groups(asked)])


def _told(asked: Asked, person: str, told: Answer, more: tuple[str, ...]) -> Row:
    claims = ids((*told.claims, *more))
    state = told.state or NOT_STATED
    return Ref.parse(person), asked.label(person), state, told.sure, "this person", claims, told.against


def _groups(asked: Asked) -> Iterator[Row]:
    for claim in asked.claims:
        if claim.relation == "subjectTo" and claim.subject.kind == "population":
            words = asked.teller.value(claim.object)
            applies = "some of the group, nobody by name"
            yield claim.subject, asked.label(claim.subject), words, claim.hedge or "as told", applies, (claim.id,), ()


def _statuses(asked: Asked) -> Iterator[Status]:
    day = asked.day("on") or EVERY_DAY
    yield from (status_of(person, rows, day) for person, rows in _evidence(asked).items())


def _evidence(asked: Asked) -> dict[str, list[Evidence]]:
    """Every person's evidence, as far as it had been said by then, and by that speaker."""
    said, by = asked.day("said"), asked.ref("by")
    names = set(map(str, asked.clusters.names(by))) if by else set()
    rows = (
        row
        for row in asked.evidence
        if (said is None or certainly_said(row, said)) and (not names or row.speaker in names)
    )
    return people(rows, asked.cluster)
