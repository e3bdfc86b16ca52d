"""One person's custody as a picture, for every door: pages draw it, and documents (`reports.timeline`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from habeas.casefile.results import ClaimView, PersonCourse, Spell
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.model.claims import dates_of
from habeas.model.translate import translator_for
from habeas.model.values import Assertion, Status
from habeas.reports.custody_svg import DrawingWords, custody_svg
from habeas.reports.day_scale import Scale, percent
from habeas.reports.timeline import Bar, TimelineDrawing, ToldDate, timeline_of

__all__ = ["Scale", "TimelineDrawing", "custody_picture", "percent", "person_timeline", "stretch_in_words"]


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


# -- as a picture


def custody_picture(
    drawing: TimelineDrawing,
    lang: str,
    *,
    title: str,
    places: Mapping[str, str],
    state: Callable[[str], str],
    ident: str = "",
) -> str:
    """The picture as SVG, in a language; `places` are what places are called, `state` what a state of custody is,
    `ident` as in `custody_svg`.
    """
    say = translator_for(lang).gettext
    words = DrawingWords(
        lang=lang,
        title=title,
        description=". ".join(stretch_in_words(bar, lang, state) for bar in drawing.bars),
        custody=say("Custody"),
        where=say("Where, as reported"),
        to_the_day=say("Reported to the day"),
        vaguely=say("Reported vaguely: some day in between"),
        certainty={word: say(word) for word in ("certain", "contested", "assumed", "possible", "not")},
        places=places,
        unplaced=say("place not stated"),
        state=state,
    )
    return custody_svg(drawing, words, ident=ident)


def stretch_in_words(bar: Bar, lang: str, state: Callable[[str], str]) -> str:
    """A stretch with one answer: its days, what is told of them, and how sure."""
    say, first, last = translator_for(lang).gettext, bar.first.isoformat() if bar.first else "", bar.last.isoformat()
    days = in_words(parse(f"{first or '..'}/{last}" if first != last else last), lang)
    return say("%(days)s: %(answer)s", days=days, answer=f"{state(bar.state)}, {say(bar.word)}")
