"""Which claims clash over somebody's custody, and on which days: the two sides of every contested answer.

`contested_pairs` is how others ask for a contradiction in custody. It reads the timeline itself, so a day is
contested in `habeas status` exactly when a pair has that day, and both sides of it are named there too
(tests/graph/analysis/test_contested.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habeas.analysis.custody.answer import CustodyAnswer, Timeline
from habeas.analysis.intervals import Certainty

AXES = ("custody", "legal", "restrictions", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedPair:
    """Two sides that cannot both be right from `first` to `last`: `claims` say what the answer says, `against` say
    otherwise.

    `axis` is custody, legal, restrictions or place; `state` is what is contested there. `node` is the charge or the
    condition where an axis has several. Either side may be several claims; neither is ever empty.
    """

    person: str
    axis: str
    state: str
    node: str
    first: date
    last: date
    claims: tuple[str, ...]
    against: tuple[str, ...]


def contested_pairs(line: Timeline) -> tuple[ContestedPair, ...]:
    """Every pair of sides that clash over one person's custody, charges, restrictions or place, in order of time.

    Days in a row with the same two sides are one pair.
    """
    found: dict[tuple[object, ...], ContestedPair] = {}
    done: list[ContestedPair] = []
    for period in line.periods:
        now: dict[tuple[object, ...], ContestedPair] = {}
        for axis in AXES:
            for part in _contested(getattr(period, axis)):
                key = axis, part.state, part.node, part.claims, part.against
                before = found.get(key)
                if before is not None and before.last + timedelta(1) == period.first:
                    now[key] = replace(before, last=period.last)
                else:
                    now[key] = ContestedPair(
                        person=line.person,
                        axis=axis,
                        state=part.state,
                        node=part.node,
                        first=period.first,
                        last=period.last,
                        claims=part.claims,
                        against=part.against,
                    )
        done += [pair for key, pair in found.items() if key not in now]
        found = now
    return tuple(sorted([*done, *found.values()], key=lambda pair: (pair.first, pair.axis, pair.state, pair.claims)))


def _contested(answer: CustodyAnswer) -> Iterator[CustodyAnswer]:
    """The single answers of an axis that are contested."""
    if answer.parts:
        for part in answer.parts:
            yield from _contested(part)
    elif answer.word is Certainty.CONTESTED:
        yield answer
