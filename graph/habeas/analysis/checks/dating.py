"""C05, C08, C19: days that cannot be met together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from habeas.analysis.checks.context import Told, Whole
from habeas.analysis.checks.wording import Tongue
from habeas.analysis.custody import Life, spells
from habeas.analysis.custody.marks import Hold, Over
from habeas.analysis.intervals import FIRST, LAST, closed
from habeas.model.claims import Fact
from habeas.model.findings import Finding, Severity, finding
from habeas.vocab import KINDS

MOST_DAYS: Final = 6
"""So many days stand in a question; of more only some."""
EVENT_DAYS: Final = ("occurred", "began", "ended")
LONGEST: Final = 120
"""Years. What is told to have lasted longer is longer than a life."""
_DURATION: Final = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,6})D)?([~?%]?)")
_YEAR, _MONTH, _WEEK = 365.25, 30.44, 7.0
_ROUND: Final = 6
"""A rounded length may be a sixth more or less: about a year is 10 to 14 months."""


def two_days_of_one_event(whole: Whole) -> Iterator[Finding]:
    """C05. Two claims give days for one thing of one event that share no day. Touching or nested days are none."""
    for (about, name), facts in whole.standing.items():
        told = [(fact, each) for fact, each in facts if fact.days] if name in EVENT_DAYS else []
        apart = _apart(told)
        if apart:
            say, event = whole.tongue.say, _event(whole, about, name)
            days = _some(sorted({whole.tongue.days(fact.days or (None, None)) for fact, _ in apart}), whole.tongue)
            yield finding(
                "C05", Severity.HARD, [each.claim.id for _, each in apart],
                say(f"Which day is right for {event}: {days}?", f"¿Qué día es correcto para {event}: {days}?"),
                say("No day fits them all.", "Ningún día vale para todas."), about=[about],
            )  # fmt: skip


def _event(whole: Whole, about: str, name: str) -> str:
    """An event as people name it: arrest of Ana Ruiz (arrest:1, occurred)."""
    kind = KINDS[about.partition(":")[0]]
    label = whole.tongue.say(kind.label, kind.label_es).lower()
    people = sorted({whole.label(whole.cluster(fact.value)) for fact, _ in whole.standing.get((about, "person"), ())})
    who = whole.tongue.say(" of ", " de ") + ", ".join(people) if people else ""
    return f"{label}{who} ({about}, {whole.word(name)})"


def _some(days: list[str], tongue: Tongue) -> str:
    """The days in a row; of many the first, the last, and how many."""
    either = tongue.say(" or ", " o ")
    if len(days) <= MOST_DAYS:
        return either.join(days)
    return f"{either.join(days[: MOST_DAYS // 2])} … {days[-1]} ({len(days)} {tongue.say('days told', 'días dichos')})"


def _apart(told: list[tuple[Fact, Told]]) -> list[tuple[Fact, Told]]:
    """Those that share no day with some other: the latest of the first days lies after the earliest of the last days."""
    limits = [closed(fact.days or (None, None)) for fact, _ in told]
    latest, earliest = (
        max((first for first, _ in limits), default=FIRST),
        min((last for _, last in limits), default=LAST),
    )
    return [each for each, (first, last) in zip(told, limits, strict=True) if last < latest or first > earliest]


def lengths(whole: Whole) -> Iterator[Finding]:
    """C08. A told length against the told days of its document; and what would be longer than a life.

    A rounded length and a day reckoned from another day are both loose. Where they fit only in part they are strained (soft);
    where they do not fit at all, even rounded, they cannot both hold (hard).
    """
    for person, life in whole.lives.items():
        yield from _too_long(whole, person, life)
        for number, chain in enumerate(life.chains):
            for stay in chain.stays:
                for fact, told in whole.standing.get((stay.node, "duration"), ()):
                    yield from _length(whole, life, number, fact.value.upper(), told)


def _too_long(whole: Whole, person: str, life: Life) -> Iterator[Finding]:
    limit = LONGEST * _YEAR
    long = [
        spell for spell in spells(life, date.max) if spell.began.told and spell.ended.told and spell.days[0] > limit
    ]
    members = [claim for spell in long for claim in (*spell.began.claims, *spell.ended.claims)]
    members += [
        told.claim.id for chain in life.chains for stay in chain.stays
        for fact, told in whole.standing.get((stay.node, "duration"), ()) if _days(fact.value)[0] > limit
    ]  # fmt: skip
    if members:
        yield finding(
            "C08", Severity.HARD, members,
            whole.tongue.say(
                f"Can the detention of {whole.label(person)} have lasted more than {LONGEST} years?",
                f"¿Pudo durar más de {LONGEST} años la detención de {whole.label(person)}?",
            ),
            whole.tongue.say("It is longer than a life.", "Es más que una vida."), about=[person],
        )  # fmt: skip


def _length(whole: Whole, life: Life, number: int, text: str, told: Told) -> Iterator[Finding]:
    least, most, rounded = _days(text)
    if most < 0:
        return
    ends = [over for over in life.overs if number in over.chains and _stated(whole, over.claim, told)]
    begun = [
        hold for hold in life.holds if hold.begins and hold.chain in {number, -1} and _stated(whole, hold.claim, told)
    ]
    begun = [hold for hold in begun if not _hangs_on(whole, hold, begun)]
    for end in ends[:1]:
        for hold in begun:
            if not _opens(life, hold, end):
                continue
            short, long = (end.first - hold.last).days, (end.last - hold.first).days
            outside = long < least or short > most
            loose = (
                rounded
                and whole.by_id[hold.claim].claim.basis in {"relative", "inferred"}
                and (short < least or long > most)
            )
            if outside or loose:
                yield _strained(whole, life.person, (told, text, (least, most)), hold, end, hard=outside)


def _stated(whole: Whole, claim: str, beside: Told) -> bool:
    """True for a claim of the same document whose days do not themselves follow from others."""
    other = whole.by_id[claim].claim
    return other.source == beside.claim.source and other.basis != "computed" and other.id != beside.claim.id


def _hangs_on(whole: Whole, hold: Hold, others: list[Hold]) -> bool:
    """True when the claim takes its day from another claim on the same event."""
    anchor = whole.by_id[hold.claim].claim.anchor
    return anchor is not None and any(str(anchor) == f"claim:{o.claim}" and o.node == hold.node for o in others)


def _opens(life: Life, hold: Hold, end: Over) -> bool:
    """True when this beginning may be the one that this end closes: no other end lies between."""
    between_ = [
        over for over in life.overs if over.node != end.node and hold.last <= over.first and over.last < end.first
    ]
    return hold.first <= end.last and not any(over.kind in {"left", "free"} for over in between_)


def _strained(
    whole: Whole, person: str, length: tuple[Told, str, tuple[int, int]], hold: Hold, end: Over, *, hard: bool
) -> Finding:
    told, text, (least, most) = length
    tongue, who, long = whole.tongue, whole.label(person), whole.tongue.length(text)
    began, ended = tongue.between(hold.first, hold.last), tongue.between(end.first, end.last)
    would = tongue.between(_back(end.first, most), _back(end.last, least))
    question = tongue.say(
        f"{hold.claim} puts the beginning of the detention of {who} on {began}. By {told.claim.id} it lasted {long}; as it ended "
        f"{ended}, it would have begun {would}. Do both hold?",
        f"{hold.claim} sitúa el comienzo de la detención de {who} así: {began}. Según {told.claim.id} duró {long}; como terminó "
        f"{ended}, habría comenzado {would}. ¿Valen las dos?",
    )
    partly = tongue.say(
        f"They fit only in part: a length of {least} to {most} days is a round figure.",
        f"Encajan solo en parte: una duración de {least} a {most} días es una cifra redonda.",
    )
    return finding(
        "C08", Severity.HARD if hard else Severity.SOFT, [told.claim.id, hold.claim], question,
        tongue.say("They share no day.", "No comparten ningún día.") if hard else partly, about=[person], context=[end.claim],
    )  # fmt: skip


def _back(day: date, count: int) -> date:
    return date.fromordinal(max(day.toordinal() - count, 1))


def _days(text: str) -> tuple[int, int, bool]:
    """Least and most days of an ISO 8601 duration, and whether it is rounded; (0, -1) when it cannot be read."""
    match = _DURATION.fullmatch(text.strip().upper())
    if not match or not any(match.groups()[:4]):
        return 0, -1, False
    years, months, weeks, plain = (int(part or 0) for part in match.groups()[:4])
    length = years * _YEAR + months * _MONTH + weeks * _WEEK + plain
    rounded = match.group(5) in {"~", "%"}
    slack = max(length / _ROUND, 1) if rounded else 1
    return round(length - slack), round(length + slack), rounded


def told_too_early(whole: Whole) -> Iterator[Finding]:
    """C19. Something told as past lies after the day of its document; or it was said after that day."""
    for told in whole.told:
        source = whole.sources.get(str(told.claim.source))
        published = source.date.read(whole.conventions).latest if source and source.date else None
        if published is None:
            continue
        late = [
            fact
            for fact in told.facts
            if told.stands and fact.name in {"occurred", "began", "asOf"} and _after(fact, published)
        ]
        said = told.said[0]
        if late or (said and said > published):
            tongue, day = whole.tongue, whole.tongue.days((late[0].days or (None, None)) if late else told.said)
            what, que = ("tells of", "habla de") if late else ("is said on", "se dijo el")
            yield finding(
                "C19", Severity.HARD, [told.claim.id],
                tongue.say(
                    f"{told.claim.id} {what} {day}, and its document is of {published}. Which day is wrong?",
                    f"{told.claim.id} {que} {day}, y su documento es del {published}. ¿Qué día es erróneo?",
                ),
                tongue.say("A document cannot tell of what comes after it.", "Un documento no puede hablar de lo que vino después."),
                about=[str(told.claim.source)],
            )  # fmt: skip


def _after(fact: Fact, day: date) -> bool:
    return bool(fact.days and fact.days[0] and fact.days[0] > day)
