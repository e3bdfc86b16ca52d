"""Who was held, and what bound people after their release."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from habeas.analysis.custody import Answer, Status, status_of
from habeas.analysis.evidence import NOWHERE, Evidence
from habeas.analysis.intervals import LIKELIEST, hull
from habeas.casefile import custody_service
from habeas.casefile.builtin.context import NOT_STATED, Inquiry, Row, Rows, bounds_in_words, ids
from habeas.casefile.custody_service import StatusRow
from habeas.model import Ref
from habeas.storage.custody_evidence import people_in


def held_on(asked: Inquiry) -> Rows:
    """Everyone who was certainly or possibly held on the day, the surest first."""
    found = custody_service.statuses(asked.scope, asked.on, lang=asked.teller.lang)
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
    return Rows(columns, [_held(status) for status in found if status.held in LIKELIEST])


def _held(status: StatusRow) -> Row:
    custody, place = status.custody, status.place
    known = place.state.count(":") == 1 and " or " not in place.state
    return (
        Ref.parse(status.person), status.name, status.held.value, custody.state, custody.sure,
        Ref.parse(place.state) if known else None, status.where or NOT_STATED, place.sure,
        ids((*custody.claims, *place.claims)), ids((*custody.against, *place.against)),
    )  # fmt: skip


def charges_after_release(asked: Inquiry) -> Rows:
    """Who was released by the day, and what is known of charges, with the offence where one is named."""
    columns = ("person", "personName", "charges", "sure", "offence", "applies", "claims", "against")
    return Rows(columns, [*_after_release(asked, _charges), *_groups(asked)])


def restrictions_after_release(asked: Inquiry) -> Rows:
    """Who was released by the day, and what is known of restrictions, and since when."""
    columns = ("person", "personName", "restrictions", "sure", "since", "applies", "claims", "against")
    return Rows(columns, [*_after_release(asked, _restrictions), *_groups(asked)])


Told = tuple[Answer, str, tuple[str, ...]]
"""One charge or restriction: its answer, what is told of it besides, and the claims that tell it."""


def _after_release(asked: Inquiry, told_of: Callable[[Inquiry, Status, list[Evidence]], Iterator[Told]]) -> list[Row]:
    """A row for each charge or restriction of each person released; one that says *not stated* where nothing is reported."""
    day = asked.on
    rows: list[Row] = []
    for person, evidence in people_in(asked.scope):
        releases = ids(row.claim for row in evidence if row.what == "release" and (row.at[0] or day) <= day)
        if releases:
            status = status_of(person, evidence, day)
            for told, more, claims in told_of(asked, status, evidence):
                every = ids((*told.claims, *claims, *releases, *status.custody.claims))
                who = Ref.parse(person), asked.label(person)
                state = told.state or NOT_STATED
                rows.append((*who, state, told.sure, more, "this person", every, told.against))
    return sorted(rows, key=lambda row: (str(row[1]), str(row[2])))


def _charges(asked: Inquiry, status: Status, _: list[Evidence]) -> Iterator[Told]:
    for charge in status.legal.parts or (status.legal,):
        named = asked.claim_set.standing(charge.node, "offence")
        words = sorted({asked.label(fact.value) if ":" in fact.value else fact.value for fact, _ in named})
        yield charge, " or ".join(words) or NOT_STATED, ids(told.claim.id for _, told in named)


def _restrictions(asked: Inquiry, status: Status, evidence: list[Evidence]) -> Iterator[Told]:
    for each in status.restrictions.parts or (status.restrictions,):
        begun = [row for row in evidence if each.node and row.node == each.node and row.began != NOWHERE]
        since = bounds_in_words(hull(row.began for row in begun), asked.teller.lang) if begun else NOT_STATED
        yield each, since, ids(row.claim for row in begun)


def _groups(asked: Inquiry) -> Iterator[Row]:
    for told in asked.claim_set.told:
        claim = told.claim
        if claim.relation == "subjectTo" and claim.subject.kind == "population":
            words = asked.teller.value(claim.object)
            applies = "some of the group, nobody by name"
            yield (
                claim.subject,
                asked.label(claim.subject),
                words,
                claim.hedge or "as told",
                NOT_STATED,
                applies,
                (claim.id,),
                (),
            )
