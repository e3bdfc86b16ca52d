"""The plain value that claims become evidence as, and that custody is answered from. Nothing is worked out here."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from habeas.dates.calendar import NOWHERE, Bounds


class Evidence(NamedTuple):
    """One telling. `at` is the day of an event, or the day for which a state is told; `seen` the days from and
    until which the state is certain by this telling alone; `reach` the day from which it may have held where nothing
    tells its beginning; `other` the node it is tied to (a stay that it ends or
    goes on as; a post; a body).

    Bounds are (first possible day, last possible day); None is no limit. `n` is the journal line that recorded the
    claim, `ended_at` when it was withdrawn or superseded, empty while it is live.
    """

    person: str
    node: str
    claim: str
    n: int
    part: int
    what: str
    code: str
    facility: str
    place: str
    agent: str
    other: str
    began: Bounds
    ended: Bounds
    at: Bounds
    seen: Bounds
    reach: Bounds
    said: Bounds
    speaker: str
    source: str
    sensitivity: str
    recorded_at: str
    ended_at: str

    def told(self, name: str) -> bool:
        """True when the telling gives any limit for `began`, `ended` or `at`."""
        return bool(getattr(self, name) != NOWHERE)


NEGATED: Final = frozenset(["detention", "arrest", "release", "death", "observation"])
"""What a claim may say is not so."""


def certainly_said(row: Evidence, day: date) -> bool:
    """True when it had certainly been said by the end of that day."""
    return row.said[1] is not None and row.said[1] <= day
