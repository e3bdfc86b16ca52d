"""C05, C08, C19, C25, C26: days that cannot be met together, and words that do not tell a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import ClaimFacts
from habeas.analysis.checks.wording import (
    MOST_DAYS,
    CheckHit,
    Message,
    MessageValue,
    between,
    days,
    hit,
    kind,
    length,
    message,
    name,
    people,
    several,
    some_days,
    word,
)
from habeas.analysis.custody.spells import spells
from habeas.analysis.custody.values import Hold, Life, Over
from habeas.analysis.intervals import FIRST, LAST, closed
from habeas.dates.calendar import Bounds
from habeas.dates.relative import Relative
from habeas.model.claims import Fact
from habeas.model.date_words import UNTOLD, reading_of, worded_dates
from habeas.model.findings import Severity
from habeas.model.values import When

EVENT_DAYS: Final = frozenset(["occurred", "began", "ended"])
LONGEST: Final = 120
"""Years. What is told to have lasted longer is longer than a life."""
_DURATION: Final = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,6})D)?([~?%]?)")
_YEAR, _MONTH, _WEEK = 365.25, 30.44, 7.0
_ROUND: Final = 6
"""A rounded length may be a sixth more or less: about a year is 10 to 14 months."""
DatedClaim = tuple[Bounds, str]
"""Days and the claim that gives them."""


def two_days_of_one_event(context: CheckContext, node: str) -> Iterator[CheckHit]:
    """C05. Two claims give days for one thing of one event that share no day. Touching or nested days are none."""
    told: dict[str, list[DatedClaim]] = {}
    for fact, each in context.standing(node, *EVENT_DAYS):
        if fact.days:
            told.setdefault(fact.name, []).append((fact.days, each.claim.id))
    for what, dated in told.items():
        apart = _apart(dated)
        if apart:
            shown = some_days((bounds for bounds, _ in apart), most=MOST_DAYS)
            question = message("C05.question", event=several([_event(context, node, what)]), days=shown)
            yield hit("C05", Severity.HARD, [c for _, c in apart], question, message("C05.why"), about=[node])


def _event(context: CheckContext, node: str, what: str) -> Message:
    """An event as people name it: arrest of Ana Ruiz (arrest:1, occurred)."""
    who = {context.cluster(fact.value) for fact, _ in context.standing(node, "person")}
    values: dict[str, MessageValue | str] = {"kind": kind(node), "about": node, "word": word(what)}
    return message("C05.event.of", people=people(who), **values) if who else message("C05.event", **values)


def _apart(told: Sequence[DatedClaim]) -> list[DatedClaim]:
    """Those that share no day with some other: the latest of the first days lies after the earliest of the last
    days."""
    limits = [closed(bounds) for bounds, _ in told]
    latest = max((first for first, _ in limits), default=FIRST)
    earliest = min((last for _, last in limits), default=LAST)
    return [each for each, (first, last) in zip(told, limits, strict=True) if last < latest or first > earliest]


# -- lengths


def lengths(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C08. A told length against the told days of its document; and what would be longer than a life.

    A rounded length and a day that follows from another day are both loose. Where they fit only in part they are
    strained (soft); where they do not fit at all, even rounded, they cannot both hold (hard).
    """
    life = context.life(person)
    if life is None:
        return
    told = [
        (number, fact.value, each)
        for number, chain in enumerate(life.chains)
        for stay in chain.stays
        for fact, each in context.standing(stay.node, "duration")
    ]
    yield from _too_long(life, [each.claim.id for _, text, each in told if _days(text)[0] > LONGEST * _YEAR])
    for number, text, each in told:
        yield from _length(context, life, number, text.upper(), each)


def _too_long(life: Life, told: list[str]) -> Iterator[CheckHit]:
    ended = (spell for spell in spells(life, date.max) if spell.began.told and spell.ended.told)
    long = [spell for spell in ended if spell.days[0] > LONGEST * _YEAR]
    members = [claim for spell in long for claim in (*spell.began.claims, *spell.ended.claims)] + told
    if members:
        question = message("C08.question.life", who=name(life.person), years=LONGEST)
        yield hit("C08", Severity.HARD, members, question, message("C08.why.life"), about=[life.person])


def _length(context: CheckContext, life: Life, number: int, text: str, told: ClaimFacts) -> Iterator[CheckHit]:
    least, most, rounded = _days(text)
    if most < 0:
        return
    ends = [over for over in life.overs if number in over.chains and _stated(context, over.claim, told)]
    begun = [hold for hold in life.holds if hold.begins and hold.chain in {number, -1}]
    begun = [hold for hold in begun if _stated(context, hold.claim, told)]
    begun = [hold for hold in begun if not _hangs_on(context, hold, begun)]
    for end in ends[:1]:
        for hold in (hold for hold in begun if _opens(life, hold, end)):
            short, long = (end.first - hold.last).days, (end.last - hold.first).days
            outside = long < least or short > most
            loose = rounded and _basis(context, hold.claim) in {"relative", "inferred"}
            if outside or (loose and (short < least or long > most)):
                yield _strained(life.person, (told.claim.id, text, (least, most)), hold, end, hard=outside)


def _basis(context: CheckContext, claim: str) -> str:
    told = context.claim(claim)
    return told.claim.basis if told else ""


def _stated(context: CheckContext, claim: str, beside: ClaimFacts) -> bool:
    """True for a claim of the same document whose days do not themselves follow from others."""
    told = context.claim(claim)
    other = told.claim if told else beside.claim
    return other.source == beside.claim.source and other.basis != "computed" and other.id != beside.claim.id


def _hangs_on(context: CheckContext, hold: Hold, others: list[Hold]) -> bool:
    """True when the claim takes its day from another claim on the same event."""
    told = context.claim(hold.claim)
    anchor = told.claim.anchor if told else None
    return anchor is not None and any(str(anchor) == f"claim:{o.claim}" and o.node == hold.node for o in others)


def _opens(life: Life, hold: Hold, end: Over) -> bool:
    """True when this beginning may be the one that this end closes: no other end lies between."""
    others = [
        over for over in life.overs if over.node != end.node and hold.last <= over.first and over.last < end.first
    ]
    return hold.first <= end.last and not any(over.kind in {"left", "ended", "free"} for over in others)


def _strained(person: str, told: tuple[str, str, tuple[int, int]], hold: Hold, end: Over, *, hard: bool) -> CheckHit:
    claim, text, (least, most) = told
    would = between(_back(end.first, most), _back(end.last, least))
    question = message(
        "C08.question",
        claim=hold.claim,
        who=name(person),
        began=between(hold.first, hold.last),
        told=claim,
        long=length(text),
        ended=between(end.first, end.last),
        would=would,
    )
    why = message("C08.why.hard") if hard else message("C08.why.soft", least=least, most=most)
    severity = Severity.HARD if hard else Severity.SOFT
    return hit("C08", severity, [claim, hold.claim], question, why, about=[person], context=[end.claim])


def _back(day: date, count: int) -> date:
    return date.fromordinal(max(day.toordinal() - count, 1))


def _days(text: str) -> tuple[int, int, bool]:
    """Least and most days of an ISO 8601 duration, and whether it is rounded; (0, -1) when it cannot be read."""
    match = _DURATION.fullmatch(text.strip().upper())
    if not match or not any(match.groups()[:4]):
        return 0, -1, False
    years, months, weeks, plain = (int(part or 0) for part in match.groups()[:4])
    total = years * _YEAR + months * _MONTH + weeks * _WEEK + plain
    rounded = match.group(5) in {"~", "%"}
    slack = max(total / _ROUND, 1) if rounded else 1
    return round(total - slack), round(total + slack), rounded


# -- a document and what it tells


def told_too_early(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C19. Something told as past lies after the day of its document; or it was said after that day."""
    told = context.claim(claim)
    source = context.source(str(told.claim.source)) if told else None
    published = source.date.read(context.conventions).latest if source and source.date else None
    if told is None or published is None:
        return
    past = [fact for fact in told.facts if told.stands and fact.name in {"occurred", "began", "asOf"}]
    late = [fact for fact in past if _after(fact, published)]
    said = told.said[0]
    if late or (said and said > published):
        code, bounds = ("C19.question", late[0].days) if late else ("C19.question.said", told.said)
        question = message(code, claim=claim, days=days(bounds or (None, None)), published=str(published))
        yield hit("C19", Severity.HARD, [claim], question, message("C19.why"), about=[str(told.claim.source)])


def _after(fact: Fact, day: date) -> bool:
    return bool(fact.days and fact.days[0] and fact.days[0] > day)


# -- dates in words


def unread_words(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C25. A date in words that are not understood: they are kept, and stand for any day."""
    for when, read in _in_words(context, claim):
        if read is None:
            asked = "C25.untold" if when.anchor == UNTOLD else "C25.question"
            question = message(asked, claim=claim, words=when.words, told=when.anchor)
            yield hit("C25", Severity.SOFT, [claim], question, message("C25.why"))
            return


def another_weekday(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C26. A weekday beside a date that is another day of the week."""
    for when, read in _in_words(context, claim):
        if read and read.weekday_differs:
            bounds = read.edtf.earliest, read.edtf.latest
            question = message("C26.question", claim=claim, words=when.words, days=days(bounds))
            yield hit("C26", Severity.SOFT, [claim], question, message("C26.why"))
            return


def _in_words(context: CheckContext, claim: str) -> Iterator[tuple[When, Relative | None]]:
    """The dates of a claim that are told in words, and how these are read."""
    told = context.claim(claim)
    if told:
        yield from ((when, reading_of(when, context.conventions)) for when in worded_dates(told.claim))
