"""Who was held, and what bound people after their release."""

from __future__ import annotations

from collections.abc import Iterator

from habeas import standing
from habeas.answers.inquiry import NOT_STATED, Inquiry, Row, Rows, ids
from habeas.custody import Answer, status_of
from habeas.model import Ref
from habeas.periods import LIKELIEST
from habeas.standing import StatusRow


def held_on(asked: Inquiry) -> Rows:
    """Everyone who was certainly or possibly held on the day, the surest first."""
    found = standing.statuses(asked.views, asked.clocks, lang=asked.teller.lang)
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
    """Who was released by the day, and what is told of charges."""
    return _after_release(asked, "charges")


def restrictions_after_release(asked: Inquiry) -> Rows:
    """Who was released by the day, and what is told of restrictions."""
    return _after_release(asked, "restrictions")


def _after_release(asked: Inquiry, axis: str) -> Rows:
    day = asked.clocks.on
    rows: list[Row] = []
    for person, evidence in standing.people_in(asked.views, asked.clocks):
        releases = ids(row.claim for row in evidence if row.what == "release" and (row.at[0] or day) <= day)
        if releases:
            status = status_of(person, evidence, day)
            told = status.legal if axis == "charges" else status.restrictions
            rows.append(_told(asked, person, told, (*releases, *status.custody.claims)))
    rows.sort(key=lambda row: str(row[1]))
    return Rows(("person", "personName", axis, "sure", "applies", "claims", "against"), [*rows, *_groups(asked)])


def _told(asked: Inquiry, person: str, told: Answer, more: tuple[str, ...]) -> Row:
    state, claims = told.state or NOT_STATED, ids((*told.claims, *more))
    return Ref.parse(person), asked.label(person), state, told.sure, "this person", claims, told.against


def _groups(asked: Inquiry) -> Iterator[Row]:
    for told in asked.whole.told:
        claim = told.claim
        if claim.relation == "subjectTo" and claim.subject.kind == "population":
            words = asked.teller.value(claim.object)
            applies = "some of the group, nobody by name"
            yield claim.subject, asked.label(claim.subject), words, claim.hedge or "as told", applies, (claim.id,), ()
