"""What a claim is evidence of, as a row of plain scalars: who, what, where, between which days, who said so and when.

Only a claim that stands as a fact is evidence: what is demanded, feared, or kept as a description is none, and a
saying is evidence of no more than that it was said. What somebody says is not so is evidence against it, and what an
authority announces as done is evidence of it (decision 151). Each row is one telling by one claim; rows are never
merged here.

    detention, arrest, release, death, observation   axis 1 and 4, custody and place; a disappearance is told as the
                                                      observation that nobody says where the person is, from its day;
                                                      brought before a court, as the observation that they were held
    not-detention, not-arrest, …, refusal             said not to be so; a body does not acknowledge that it holds them
    charge                                            axis 2, the law
    condition                                         axis 3, restrictions
    tenure, oversees                                  who held which post, and over which body

Pure. Rules: domain/vocabulary.md 5 and 6, docs/decisions/0020.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final

from habeas.analysis.values import NEGATED, Evidence
from habeas.dates.calendar import NOWHERE, Bounds
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, core, hull
from habeas.model.claims import NOT_ASSERTED_MODES, ReadClaim, assertion_of, is_negated, read_claim
from habeas.model.values import Assertion, Claim, Ref, Value, When
from habeas.vocab import PROPERTIES

CURRENT_DAYS: Final = 7
"""A state told as of a stretch of days up to the day of saying counts as still so when said, if the stretch is
no longer than this.
"""


CODES: Final = {
    "detention": "custodyKind",
    "release": "releaseType",
    "observation": "observedState",
    "condition": "conditionType",
    "charge": "chargeStatus",
}
LEFT: Final = 1000
"""The part of a claim that tells of the place left.

Far above the number of places, bodies and ties that a claim names.
"""
TIES: Final = {
    "detention": ("continuedAs", "endedBy"),
    "release": ("ends", "imposes"),
    "death": ("ends",),
    "tenure": ("post", "body"),
    "oversees": ("oversees",),
}
STATES: Final = frozenset(["detention", "observation", "charge", "condition", "tenure", "oversees"])
"""What lasts. The other kinds happen on a day."""
KINDS: Final = STATES | {"arrest", "release", "death", "refusal"}
REACHING: Final = frozenset(["detention", "observation", "condition", "release", "death"])
"""What shows a state that had begun before, nobody said when."""
SHOWS: Final = {"disappearedOn": "whereabouts-unknown", "broughtBefore": "held"}
"""Relations that tell of an event which custody reads as a state that was seen on its day."""
NO_SAYING: Final = NOT_ASSERTED_MODES - {"announcement", "denial"}
"""Ways of saying that are no evidence either way."""


def evidence_of(
    told: Claim | ReadClaim, conventions: Conventions = DEFAULTS, *, n: int = 0, recorded_at: str = ""
) -> list[Evidence]:
    """The rows of one claim; none when it is not evidence. Raises BadDate."""
    read = read_claim(told, conventions)
    claim, conventions = read.claim, read.conventions
    what, node = _about(read)
    denied = what in NEGATED and _is_denied(claim)
    if what not in KINDS or not (denied or read.stands or _is_announced(read.claim)):
        return []
    facts = dict(_gathered(_stated_as_evidence(read)))
    first = Evidence(
        person="",
        node=node,
        claim=claim.id,
        n=n,
        part=0,
        what=what,
        code=_code(what, facts),
        facility="",
        place="",
        agent="",
        other="",
        began=day_told(facts, "began", conventions),
        ended=day_told(facts, "ended", conventions),
        at=day_told(facts, _at(what), conventions, lasts=what in STATES),
        seen=NOWHERE,
        reach=NOWHERE,
        said=read.said_bounds,
        speaker=str(claim.speaker),
        source=str(claim.source),
        sensitivity=claim.sensitivity,
        recorded_at=recorded_at,
        ended_at="",
    )
    if what not in STATES and not first.told("at") and facts.get(_at(what)):
        # words that nobody could date: it has happened, or may happen, by what is known when it is said
        first = first._replace(at=(first.said[0], None))
    if not first.told("began") and what == "detention":
        first = first._replace(began=since(facts.get(_at(what), []), conventions))
    seen = _seen(first, facts.get(_at(what), []), conventions, past=claim.relation == "heldPost")
    first = first._replace(seen=seen, reach=_reach(first, conventions))
    if denied:
        first = first._replace(what=f"not-{what}")
    if claim.relation == "heldPost" and not first.told("ended"):
        first = first._replace(ended=(None, first.said[1]))
    return [*_parts(first, facts), *_left(first, facts, moved=claim.relation == "transferredTo")]


def _left(first: Evidence, facts: dict[str, list[Value]], *, moved: bool) -> Iterator[Evidence]:
    """The facility that a person was moved from, or none.

    They were seen held there on the day on which the next stay begins.
    """
    for place in _names(facts, "transferredFrom") or ([""] if moved else []):
        for person in _names(facts, "person") or [""]:
            yield first._replace(
                person=person,
                part=LEFT,
                what="observation",
                code="held",
                facility=place,
                place="",
                agent="",
                other="",
                began=NOWHERE,
                ended=first.began,
                at=first.began,
                seen=(first.began[1], first.began[0]),
            )


def _kind_of_evidence(read: ReadClaim) -> str:
    """Which kind of evidence the claim is: that of its event or state, or an observation."""
    kind = read.node.kind if read.node else ""
    return "observation" if kind == "disappearance" or read.claim.relation in SHOWS else kind


def _stated_as_evidence(read: ReadClaim) -> Iterator[tuple[str, Value]]:
    """What a claim states, as custody reads it, with what its short form always says."""
    shown = _kind_of_evidence(read) == "observation" and read.node is not None and read.node.kind != "observation"
    for name, value in read.stated:
        yield "asOf" if shown and name == "occurred" else name, value
    if shown:
        yield "observedState", SHOWS.get(read.claim.relation, "whereabouts-unknown")
    if read.node != read.claim.subject:
        yield from PROPERTIES[read.claim.relation].fixed


def _plainly(claim: Claim) -> bool:
    """True when nothing but its polarity or its mode keeps a claim from standing as a fact."""
    asserted = assertion_of(replace(claim, polarity="positive", modality="reported-fact"))
    return claim.modality not in NO_SAYING and asserted is Assertion.ASSERTED


def _is_denied(claim: Claim) -> bool:
    return is_negated(claim) and _plainly(claim)


def _is_announced(claim: Claim) -> bool:
    """True for what is announced as done or as coming; what is certainly done when it is said counts as evidence."""
    return claim.modality == "announcement" and claim.polarity == "positive" and _plainly(claim)


def _reach(row: Evidence, conventions: Conventions) -> Bounds:
    """From which day on the state may have held by this telling, where it gives no beginning."""
    days = (row.at[0], row.ended[0], row.at[1], row.ended[1], row.said[0], row.said[1])
    anchor = next((day for day in days if day), None)
    if row.what not in REACHING or row.told("began") or anchor is None:
        return NOWHERE
    return anchor - timedelta(min(conventions.sighting_days, (anchor - date.min).days)), None


def _about(read: ReadClaim) -> tuple[str, str]:
    if read.claim.relation == "oversees":
        return "oversees", str(read.claim.subject)
    return _kind_of_evidence(read), str(read.node or "")


def _gathered(facts: Iterable[tuple[str, Value]]) -> Iterator[tuple[str, list[Value]]]:
    found: dict[str, list[Value]] = {}
    for name, value in facts:
        found.setdefault(name, []).append(value)
    yield from found.items()


def _at(what: str) -> str:
    return {"oversees": "on"}.get(what, "asOf" if what in STATES else "occurred")


def _code(what: str, facts: dict[str, list[Value]]) -> str:
    if what == "death":
        told = facts.get("inCustody", [])
        return {True: "dead-in-custody", False: "dead"}[bool(told[0])] if told else ""
    told = facts.get(CODES.get(what, ""), [])
    return str(told[0]) if told else ("charged" if "offence" in facts else "")


def _seen(row: Evidence, told: Iterable[Value], conventions: Conventions, *, past: bool) -> Bounds:
    """From which and until which day the state holds for certain, as far as this claim alone goes.

    One day in a range: certain only by the last of them, and no longer than the first. A period: throughout. A state
    that is told as of the day of saying (or of a short stretch up to it, or "since") holds on that day too: it is
    said in the present.
    """
    read = dates_in(told, conventions)
    if not read or any(each.uncertain for each in read):
        return NOWHERE
    firsts = [day for each in read if (day := each.begins[1] if each.period else each.latest)]
    lasts = [day for each in read if (day := each.ends[0] if each.period else each.earliest)]
    seen = (min(firsts, default=None), max(lasts, default=None))
    present = row.what in STATES and not past and _current(row)
    return _until_said(seen, row) if present else seen


def _current(row: Evidence) -> bool:
    first, last = row.at
    said_first, said_last = row.said
    if said_first is None or said_last is None or first is None:
        return False
    if last is None:
        return first <= said_first
    return last >= said_last and (said_last - first).days <= CURRENT_DAYS


def _until_said(seen: Bounds, row: Evidence) -> Bounds:
    said_first, said_last = row.said
    days = [day for day in (seen[0], said_last) if day], [day for day in (seen[1], said_first) if day]
    return min(days[0], default=None), max(days[1], default=None)


def _names(facts: dict[str, list[Value]], *names: str) -> list[str]:
    return [str(value) for name in names for value in facts.get(name, []) if isinstance(value, Ref)]


def _parts(first: Evidence, facts: dict[str, list[Value]]) -> Iterator[Evidence]:
    """One row for each person; a second place, body or tie of the same claim gets a row without dates."""
    columns = (
        _names(facts, "facility"),
        _names(facts, "place"),
        _names(facts, "agent"),
        _names(facts, *TIES.get(first.what, ())),
    )
    part = 0
    for person in _names(facts, "person") or [""]:
        row = first._replace(person=person)
        for facility, place, agent, other in list(zip_longest(*columns, fillvalue="")) or [("",) * 4]:
            yield row._replace(part=part, facility=facility, place=place, agent=agent, other=other)
            row = row._replace(began=NOWHERE, ended=NOWHERE, at=NOWHERE, seen=NOWHERE, reach=NOWHERE)
            part += 1


def dates_in(values: Iterable[Value], conventions: Conventions) -> list[Edtf]:
    """The dates among some values."""
    return [value.read(conventions) for value in values if isinstance(value, When)]


def day_told(facts: Mapping[str, list[Value]], name: str, conventions: Conventions, *, lasts: bool = False) -> Bounds:
    """Several dates of one claim for one thing are constraints that hold together; when they cannot, any of their days.

    An uncertain day (`?`) may as well be a later one, so that what happened on it is certain on no day; `lasts` for the
    day of a state, which is not the day on which something happened.
    """
    read = dates_in(facts.get(name, []), conventions)
    if not read:
        return NOWHERE
    first, last = core(read) or hull(read)
    return (first, None) if not lasts and any(each.uncertain for each in read) else (first, last)


def since(told: Iterable[Value], conventions: Conventions) -> Bounds:
    """ "Held since January" tells when it began: not before the first of those days."""
    read = dates_in(told, conventions)
    begins = [each.begins for each in read if each.period and each.open_end and not each.uncertain]
    return begins[0] if len(begins) == 1 else NOWHERE
