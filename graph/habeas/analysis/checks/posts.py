"""C14: two people in one post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from habeas.analysis.checks.context import Whole
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import FIRST, LAST, Telling, of_row
from habeas.model.findings import Finding, Severity, finding

Tenure = tuple[str, str, date, date, tuple[Telling, ...]]
"""Person, node, first and last day certainly in the post, the tellings."""


def two_in_one_post(whole: Whole) -> Iterator[Finding]:
    """C14. Two people certainly held one post on the same days; or one was in it after its told end. A handover day is none."""
    for post, tenures in _by_post(whole).items():
        entity = whole.entities.get(post)
        if not post.startswith("post:") or (entity is not None and entity.placeholder):
            continue
        ordered = sorted(tenures, key=lambda tenure: (tenure[2], tenure[3], tenure[0], tenure[1]))
        for number, one in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if one[0] != other[0] and other[2] <= one[3] and not _handover(one, other):
                    yield _both(whole, post, one, other)


def _by_post(whole: Whole) -> dict[str, list[Tenure]]:
    nodes: dict[str, list[Evidence]] = {}
    for row in whole.evidence:
        if row.what == "tenure":
            nodes.setdefault(row.node, []).append(row)
    found: dict[str, list[Tenure]] = {}
    for node, rows in sorted(nodes.items()):
        tellings = tuple(of_row(row) for row in rows)
        first, last = min(t.lasts[0] for t in tellings), max(t.lasts[1] for t in tellings)
        if first < LAST and last > FIRST and first <= last:
            for person, post in sorted(
                {(whole.cluster(row.person), row.other) for row in rows if row.person and row.other}
            ):
                found.setdefault(post, []).append((person, node, first, last, tellings))
    return found


def _handover(one: Tenure, other: Tenure) -> bool:
    """True when they share one day only, and on it one is told to have ended or the other to have begun."""
    return other[2] == min(one[3], other[3]) and (
        any(t.ends_told for t in one[4]) or any(t.begins_told for t in other[4])
    )


def _both(whole: Whole, post: str, one: Tenure, other: Tenure) -> Finding:
    shared = other[2], min(one[3], other[3])
    members = [
        t.claim for tenure in (one, other) for t in tenure[4] if t.lasts[0] <= shared[1] or t.lasts[1] >= shared[0]
    ]
    name, days, mine, yours = (
        whole.label(post),
        whole.tongue.between(*shared),
        whole.label(one[0]),
        whole.label(other[0]),
    )
    return finding(
        "C14", Severity.SOFT, members,
        whole.tongue.say(f"Who was {name}, {days}: {mine} or {yours}?", f"¿Quién ocupaba el cargo de {name}, {days}: {mine} o {yours}?"),
        whole.tongue.say(
            "Both are told to have held it. Some posts have more than one seat.",
            "De ambas personas se dice que lo ocuparon. Hay cargos con más de una plaza.",
        ),
        about=[post, one[0], other[0]],
    )  # fmt: skip
