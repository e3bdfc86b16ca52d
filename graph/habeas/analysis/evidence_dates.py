"""The dates of a claim as bounds: what it tells of a beginning, an end or a day, with the doubt that is in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.dates.calendar import Bounds
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import NOWHERE, Edtf, core, hull
from habeas.model.values import Value, When


def dates_in(values: Iterable[Value], conventions: Conventions) -> list[Edtf]:
    """The dates among some values."""
    return [value.read(conventions) for value in values if isinstance(value, When)]


def day_told(facts: Mapping[str, list[Value]], name: str, conventions: Conventions, *, lasts: bool = False) -> Bounds:
    """Several dates of one claim for one thing are constraints that hold together; when they cannot, any of their days.

    An uncertain day (`?`) may as well be a later one, so that what happened on it is certain on no day; `lasts` for the
    day of a state, which is not the day on which something happened.
    """
    read = dates_in(facts.get(name, []), conventions)
    if not read:
        return NOWHERE
    first, last = core(read) or hull(read)
    return (first, None) if not lasts and any(each.uncertain for each in read) else (first, last)


def since(told: Iterable[Value], conventions: Conventions) -> Bounds:
    """ "Held since January" tells when it began: not before the first of those days."""
    read = dates_in(told, conventions)
    begins = [each.begins for each in read if each.period and each.open_end and not each.uncertain]
    return begins[0] if len(begins) == 1 else NOWHERE
