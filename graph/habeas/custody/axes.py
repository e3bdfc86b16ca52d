"""Axes 2 to 4: the law, the restrictions, the place. Each is answered from its own claims; none follows from another.

A release ends no charge and no condition; a charge is no conviction; where somebody is held follows from no force and no
town. Only death ends everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from habeas.custody.answer import NOTHING, Answer, answer, joined, named
from habeas.custody.life import Life, Stay
from habeas.custody.state import DEAD
from habeas.evidence import NOWHERE, Evidence
from habeas.periods import LIKELIEST, Telling, Word, of_row, telling, weigh

Within = Callable[[str, str], bool]
"""True when the first place is told to be a part of the second."""

AFTER_DEATH: Final = Answer(state="ended by death", word=Word.NOT)
ABROAD: Final = frozenset(["swap", "exile"])


def apart(one: str, other: str) -> bool:
    """Nothing is known to be part of anything."""
    return one == other


def _by_node(rows: Iterable[Evidence], what: str) -> Mapping[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for row in rows:
        if row.what == what:
            found.setdefault(row.node, []).append(row)
    return found


def _died(life: Life, day: date) -> tuple[str, ...]:
    return named(over.claim for over in life.overs if over.kind in DEAD and over.last < day)


# -- charges


def legal_on(life: Life, day: date) -> Answer:
    """The charges of that day, each with its latest told state. No charge told is not stated, never none."""
    charges = _by_node(life.rest, "charge").values()
    died = _died(life, day)
    if died and charges:
        return answer("ended by death", Word.NOT, died, day)
    return joined(found for rows in charges if (found := _charge(rows, day)).word is not Word.NOT_STATED)


def _charge(rows: list[Evidence], day: date) -> Answer:
    """What was last told of one charge. Nothing is told of the time before its first day."""
    points = [(row.code or "charged", of_row(row)) for row in rows]
    known = [(code, t) for code, t in points if t.evidence[0] <= day and t.began[0] <= day]
    if not known:
        return NOTHING
    last = max(t.evidence[0] for _, t in known)
    latest = [(code, t) for code, t in known if t.evidence[1] >= last]
    states = sorted({code for code, _ in latest})
    weighed = weigh([t for _, t in latest], day)
    word = weighed.word if weighed.word in LIKELIEST else Word.NOT
    if len(states) > 1 and word in {Word.CERTAIN, Word.ASSUMED}:
        word = Word.CONTESTED
    return answer(
        " or ".join(states),
        word,
        [t.claim for _, t in known],
        day,
        evidence=weighed.evidence,
        against=weighed.against,
        node=rows[0].node,
    )


# -- restrictions


def restrictions_on(life: Life, day: date) -> Answer:
    """The conditions that bind on that day. None told is not stated; one that was told to be over is `not`."""
    conditions = _by_node(life.rest, "condition").values()
    died = _died(life, day)
    if died and conditions:
        return answer("ended by death", Word.NOT, died, day)
    found = [_condition(rows, day) for rows in conditions]
    binding = [each for each in found if each.word in LIKELIEST]
    over = [each for each in found if each.word is Word.NOT]
    return joined(binding, none=joined(over))


def _condition(rows: list[Evidence], day: date) -> Answer:
    kinds = sorted({row.code for row in rows if row.code}) or ["a condition, not told which"]
    weighed = weigh(
        [of_row(row) for row in rows if row.at != NOWHERE or row.began != NOWHERE or row.ended != NOWHERE], day
    )
    return answer(
        " or ".join(kinds),
        weighed.word,
        weighed.claims,
        day,
        evidence=weighed.evidence,
        against=weighed.against,
        node=rows[0].node,
    )


# -- place


def place_on(life: Life, custody: Answer, day: date, within: Within = apart) -> Answer:
    """Where, as far as a claim says so: the facility (or place) of the stay, never the one somebody was taken at."""
    if custody.word in LIKELIEST and custody.state != "free":
        found = [each for each in _places(life, day) if each.word in LIKELIEST]
        return _limited(_chosen(found, within, day), custody, day)
    if custody.state == "left" and any(over.last < day and ABROAD & set(over.type.split(", ")) for over in life.overs):
        return answer("abroad", Word.ASSUMED, custody.claims, day)
    return NOTHING


def _places(life: Life, day: date) -> Iterable[Answer]:
    for chain in life.chains:
        for stay in chain.stays:
            tellings = stay_tellings(stay, chain.stays, chain.tellings)
            for place, claims in told_places(stay).items():
                weighed = weigh(tellings, day)
                yield answer(
                    place, weighed.word, [*claims, *weighed.claims], day, evidence=weighed.evidence, node=stay.node
                )
    for row in life.rest:
        if row.what == "observation" and (row.facility or row.place):
            weighed = weigh([of_row(row)], day)
            yield answer(
                row.facility or row.place, weighed.word, [row.claim], day, evidence=weighed.evidence, node=row.node
            )


def told_places(stay: Stay) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in stay.rows:
        if row.facility or row.place:
            found.setdefault(row.facility or row.place, []).append(row.claim)
    if not found and stay.kind == "house-arrest":
        found["home"] = [row.claim for row in stay.rows if row.code == "house-arrest"]
    return found


def stay_tellings(stay: Stay, others: Iterable[Stay], whole: Iterable[Telling]) -> list[Telling]:
    """A stay's own bounds; where it tells none, those of the stays before and after it and of the chain's end."""
    own = [of_row(row) for row in stay.rows if row.at != NOWHERE or row.began != NOWHERE or row.ended != NOWHERE]
    after = [row for other in others for row in other.rows if other.node in _next(stay) and row.began != NOWHERE]
    before = [row for other in others for row in other.rows if stay.node in _next(other) and row.ended != NOWHERE]
    if not any(t.ends_told for t in own):
        own += [telling(row.claim, NOWHERE, row.began, NOWHERE, NOWHERE, row.said) for row in after]
        own += [t for t in whole if t.ends_told and not t.begins_told] if stay.closes else []
    if not any(t.begins_told for t in own):
        own += [telling(row.claim, row.ended, NOWHERE, NOWHERE, NOWHERE, row.said) for row in before]
    return own or [telling(row.claim, NOWHERE, NOWHERE, NOWHERE, NOWHERE, row.said) for row in stay.rows[:1]]


def _next(stay: Stay) -> set[str]:
    return {row.other for row in stay.rows if row.other}


def _chosen(found: list[Answer], within: Within, day: date) -> Answer:
    """The surest place; of several that were last told, the latest; several that are certain at once are contested."""
    if not found:
        return NOTHING
    best = min((each.word for each in found), key=LIKELIEST.index)
    first = [each for each in found if each.word is best]
    if best is Word.ASSUMED:
        latest = max((each.evidence[1] or date.min) for each in first)
        first = [each for each in first if (each.evidence[1] or date.min) == latest]
    inner = [each for each in first if not any(_inside(other.state, each.state, within) for other in first)]
    states = sorted({each.state for each in inner})
    several = len(states) > 1 and best is not Word.POSSIBLE
    word = Word.CONTESTED if several else best
    evidence = next((each.evidence for each in inner if each.evidence != NOWHERE), NOWHERE)
    days = (evidence[0] or date.min, evidence[1]) if evidence[1] else None
    return answer(" or ".join(states), word, (c for each in inner for c in each.claims), day, evidence=days)


def _inside(inner: str, outer: str, within: Within) -> bool:
    return inner != outer and within(inner, outer)


def _limited(place: Answer, custody: Answer, day: date) -> Answer:
    """A place is no surer than the custody itself."""
    if place.word not in LIKELIEST or custody.word is Word.CONTESTED:
        return place
    worst = max(place.word, custody.word, key=LIKELIEST.index)
    if worst is place.word:
        return place
    days = (custody.evidence[0] or date.min, custody.evidence[1]) if custody.evidence[1] else None
    return answer(place.state, worst, place.claims, day, evidence=days, against=place.against)
