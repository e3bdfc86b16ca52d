"""What evidence tells of that has not happened: plans told before their day, and what is said not to be so.

A release told before its day frees nobody; it makes it possible that custody ended then. A negative is evidence against
what it denies, and no more (docs/decisions/0151). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from habeas.analysis.custody.values import Denial, Hold, Over
from habeas.analysis.intervals import FIRST, LAST, closed
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE, Bounds


def happened(rows: Iterable[Evidence]) -> Iterator[Evidence]:
    """The rows that tell of what is said to have been: without plans and denials; of a stay, without a planned end."""
    for row in rows:
        if row.what.startswith("not-") or row.what == "refusal" or _to_come(row, row.at) or _to_come(row, row.began):
            continue
        yield row._replace(ended=NOWHERE) if _to_come(row, row.ended) else row


def _to_come(row: Evidence, days: Bounds) -> bool:
    """True when these days were certainly still to come when it was said."""
    lasting = row.what in {"charge", "condition"}
    return not lasting and days[0] is not None and row.said[1] is not None and days[0] > row.said[1]


def planned_overs(rows: Iterable[Evidence]) -> Iterator[Over]:
    """Releases and deaths that were to come, and ends of stays."""
    for row in rows:
        exits, ends = row.what in {"release", "death"}, row.what == "detention" and not _to_come(row, row.began)
        days = row.at if exits else row.ended if ends else NOWHERE
        if _to_come(row, days):
            kind = "left" if exits else "ended"
            bounds = (*closed(days), (LAST, FIRST))
            yield Over(row.node, row.claim, *bounds, kind, row.code if exits else "", frozenset(), plan=True)


def planned_holds(rows: Iterable[Evidence]) -> Iterator[Hold]:
    """Arrests and stays that were to begin."""
    for row in rows:
        days = row.at if row.what == "arrest" else row.began if row.what == "detention" else NOWHERE
        if _to_come(row, days):
            where = frozenset([row.facility] if row.facility else [])
            bounds = (*closed(days), (LAST, FIRST))
            yield Hold(row.node, row.claim, *bounds, "held", begins=True, chain=-1, facilities=where, plan=True)


def still_held(rows: Iterable[Evidence]) -> Iterator[Hold]:
    """Whoever is to be released may be held on the day that this is said. It matters where nothing else tells of it."""
    for row in rows:
        if row.what == "release" and _to_come(row, row.at):
            bounds = (*closed(row.said), (LAST, FIRST))
            yield Hold(row.node, row.claim, *bounds, "held", begins=False, chain=-1, plan=True)


def denials(rows: Iterable[Evidence]) -> Iterator[Denial]:
    """What is said not to be so, and refusals to acknowledge; what gives no day is denied as of the day of saying."""
    for row in rows:
        if row.what == "refusal" or row.what.startswith("not-"):
            told = next((days for days in (row.at, row.began) if days != NOWHERE), NOWHERE)
            first, last = closed(told if told != NOWHERE else row.said)
            yield Denial(
                what=row.what.removeprefix("not-"),
                node=row.node,
                claim=row.claim,
                code=row.code,
                facility=row.facility,
                first=first,
                last=last,
                since=_since(row, told, last),
                dated=told != NOWHERE,
                own=row.speaker == row.agent,
            )


def _since(row: Evidence, told: Bounds, last: date) -> date:
    if told == NOWHERE:
        return last
    return row.seen[0] or last


def is_plan(row: Evidence) -> bool:
    """True when a row tells of an end or a beginning that was to come."""
    return any(True for _ in (*planned_overs([row]), *planned_holds([row])))
