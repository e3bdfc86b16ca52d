"""Deadlines as a calendar (iCalendar, RFC 5545): one event over the days on which each may be due."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

PRODUCT: Final = "-//habeas//follow-up//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One deadline: `key` is the same for the same deadline, however its days change; `first` and `last` are days."""

    key: str
    title: str
    words: str
    first: date
    last: date
    category: str


def calendar_file(title: str, entries: Iterable[CalendarEntry], *, made: datetime, lang: str) -> bytes:
    """The calendar with these entries; every one fills its days, and none blocks them."""
    library = importlib.import_module("icalendar")  # takes a tenth of a second, and few ask for a calendar
    made_of = library.Calendar()
    made_of.add("prodid", PRODUCT)
    made_of.add("version", "2.0")
    made_of.add("method", "PUBLISH")
    made_of.add("x-wr-calname", title, parameters={"language": lang})
    for entry in entries:
        event = library.Event()
        event.add("uid", hashlib.sha256(entry.key.encode()).hexdigest()[:32] + "@habeas.invalid")
        event.add("dtstamp", made)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(1))
        event.add("summary", entry.title)
        event.add("description", entry.words)
        event.add("categories", [entry.category])
        event.add("transp", "TRANSPARENT")
        made_of.add_component(event)
    return bytes(made_of.to_ical())
