"""Axes 2 and 3: the law and the restrictions, each answered from its own claims.

A release ends no charge and no condition, and a charge is no conviction. Only death ends everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from habeas.analysis.custody.answer import HELD, NOTHING, CustodyAnswer, answer, joined, named
from habeas.analysis.custody.values import DEAD, Life
from habeas.analysis.intervals import LIKELIEST, Certainty, of_row, weigh
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE

SURE = frozenset([Certainty.CERTAIN, Certainty.CONTESTED, Certainty.ASSUMED])


def _by_node(rows: Iterable[Evidence], what: str) -> Mapping[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for row in rows:
        if row.what == what:
            found.setdefault(row.node, []).append(row)
    return found


def _died(life: Life, day: date) -> tuple[str, ...]:
    return named(over.claim for over in life.overs if over.kind in DEAD and over.last < day)


# -- charges


def legal_on(life: Life, day: date) -> CustodyAnswer:
    """The charges of that day, each with its latest reported state. No report means not stated, never none."""
    charges = _by_node(life.rest, "charge").values()
    died = _died(life, day)
    if died and charges:
        return answer("ended by death", Certainty.NOT, died, day)
    return joined(found for rows in charges if (found := _charge(rows, day)).word is not Certainty.NOT_STATED)


def _charge(rows: list[Evidence], day: date) -> CustodyAnswer:
    """What was last reported of one charge. Nothing is said about the time before its first day."""
    points = [(row.code or "charged", of_row(row)) for row in rows]
    known = [(code, t) for code, t in points if t.evidence[0] <= day and t.began[0] <= day]
    if not known:
        return NOTHING
    last = max(t.evidence[0] for _, t in known)
    latest = [(code, t) for code, t in known if t.evidence[1] >= last]
    states = sorted({code for code, _ in latest})
    weighed = weigh([t for _, t in latest], day)
    word = weighed.word if weighed.word in LIKELIEST else Certainty.NOT
    against = set(weighed.against)
    if len(states) > 1 and word in {Certainty.CERTAIN, Certainty.ASSUMED}:
        word = Certainty.CONTESTED
        against |= {t.claim for code, t in latest if code != states[0]}
    return answer(
        " or ".join(states),
        word,
        [t.claim for _, t in known if t.claim not in against],
        day,
        evidence=weighed.evidence,
        against=against,
        node=rows[0].node,
    )


# -- restrictions


def restrictions_on(life: Life, custody: CustodyAnswer, day: date) -> CustodyAnswer:
    """The conditions in force on that day of this custody.

    No report means not stated; one that was reported over is `not`.
    """
    conditions = _by_node(life.rest, "condition").values()
    died = _died(life, day)
    if died and conditions:
        return answer("ended by death", Certainty.NOT, died, day)
    inside = custody.state in HELD and custody.state != "house-arrest" and custody.word in SURE
    found = [_condition(rows, day) for rows in conditions if not (inside and _only_may_reach(rows, day))]
    binding = [each for each in found if each.word in LIKELIEST]
    over = [each for each in found if each.word is Certainty.NOT]
    return joined(binding, none=joined(over))


def _only_may_reach(rows: list[Evidence], day: date) -> bool:
    """True before the first evidence of a condition whose beginning nobody told."""
    told = [of_row(row) for row in rows if row.at != NOWHERE or row.began != NOWHERE or row.ended != NOWHERE]
    return bool(told) and not any(t.begins_told or t.began[1] <= day for t in told)


def _condition(rows: list[Evidence], day: date) -> CustodyAnswer:
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
