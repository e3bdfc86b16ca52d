"""Days and claims as they stand in the question of a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from habeas.dates import Bounds
from habeas.periods import opened

_UNITS: Final = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def length_told(text: str) -> str:
    """A length as people say it: `P1Y~` is about 1 year. What cannot be read stands as it was written."""
    parts = [
        f"{int(n)} {_UNITS[unit]}{'' if int(n) == 1 else 's'}" for n, unit in re.findall(r"(\d+)([YMWD])", text.upper())
    ]
    rounded = "about " if text.endswith(("~", "%")) else ""
    return f"{rounded}{' and '.join(parts)}{' (doubtful)' if text.endswith(('?', '%')) else ''}" if parts else text


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
