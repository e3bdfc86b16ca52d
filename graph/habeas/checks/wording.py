"""Days and claims as they stand in the question of a finding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from habeas.dates import Bounds
from habeas.periods import opened


def days(bounds: Bounds) -> str:
    """`2026-01-08`, `2026-01-08 to 2026-01-11`, `not after 2026-01-11`."""
    first, last = bounds
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    if last:
        return f"not after {last}"
    return f"not before {first}" if first else "some day"


def between(first: date, last: date) -> str:
    """The same from days where the ends of the calendar mean no limit."""
    return days(opened(first, last))


def listed(claims: Iterable[str]) -> str:
    """`N052 and N055`, `Y051, Y052 and Y053`."""
    every = sorted(set(claims))
    return " and ".join(filter(None, [", ".join(every[:-1]), *every[-1:]]))
