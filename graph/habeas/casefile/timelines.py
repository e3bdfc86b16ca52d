"""One person's custody as a picture, for every door: pages draw it, and documents (`reports.timeline`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from habeas.casefile.results import ClaimView, PersonCourse, Spell
from habeas.model.claims import dates_of
from habeas.model.values import Assertion, Status
from habeas.reports.day_scale import Scale, percent
from habeas.reports.timeline import TimelineDrawing, ToldDate, timeline_of

__all__ = ["Scale", "TimelineDrawing", "percent", "person_timeline"]


def person_timeline(
    course: PersonCourse, spells: Sequence[Spell], told: Iterable[ClaimView], until: date
) -> TimelineDrawing | None:
    """The picture of one person's custody up to a day; None where nothing is told of it."""
    return timeline_of(course.stretches, spells, _told_dates(told), until)


def _told_dates(told: Iterable[ClaimView]) -> Iterator[ToldDate]:
    for one in told:
        if one.line.status == Status.LIVE and one.line.assertion == Assertion.ASSERTED:
            for role, whens in dates_of(one.claim).items():
                for edtf in (one.dates[when] for when in whens if when in one.dates):
                    yield ToldDate(str(one.event or one.claim.relation), role, edtf, one.claim.id)
