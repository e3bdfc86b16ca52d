"""How many are held over time by what this file knows, from what is kept for each day; and who publishes a total.

Read from sums of changes (`storage.kept.day_totals`), never by looking at people: so it is answered for the case as it
stands, and not for what had been said or recorded by a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.values import Fate
from habeas.casefile.figures_service import rows_of
from habeas.casefile.results import CountRow
from habeas.casefile.roster import is_kept
from habeas.casefile.view import View
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.errors import BadChoice, option, phrase
from habeas.model.as_of import last_day, one_day
from habeas.model.translate import translator_for
from habeas.reports.held_chart import HeldChartWords, HeldNumbers, PublishedTotal, held_svg
from habeas.storage.kept import day_totals
from habeas.storage.kept.figures import counts_in
from habeas.storage.kept.list_places import RANK, WORDS, facility_key, place_of

MOST_ROWS: Final = 240
"""With more days of change than this, months are told, or years."""
MOST_TOTALS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOverTime:
    """From each day of `rows` on so many are held, until the next of them, and at last until `last`. `exact`: by day,
    month or year; a month is told by its last day.

    `published` are the totals that somebody gives of those held, by day; `more` earlier ones are left out. At one
    facility there are none.
    """

    exact: str
    rows: tuple[HeldNumbers, ...]
    last: date
    published: tuple[CountRow, ...]
    more: int


def held_over_time(view: View, *, at: str = "", since: str = "", until: str = "", lang: str = "en") -> HeldOverTime:
    """How many are held, at one facility or anywhere, from the first change or a day to another or today.

    Raises BadChoice for a view that is narrowed, BadDate, NotFound.
    """
    if not is_kept(view):
        raise BadChoice(
            where=option("over-time"),
            why="how many are held over time is kept for the case as it stands",
            next="Leave out what had been said or recorded by a day, and who says it; or ask for one day.",
        )
    last = last_day(until, option("to")) if until else date.fromisoformat(view.today[:10])
    first = one_day(since, option("from")) if since else None
    if first and first > last:
        raise BadChoice(
            where=option("from"), why=phrase("%(since)s is after %(until)s", since=first, until=last), next="Swap them."
        )
    course = day_totals.course(view.index.connection, "kept_totals", _keys(view, at), first, last, most=MOST_ROWS)
    rows = tuple(HeldNumbers(day, *numbers) for day, numbers in course.rows)
    published, more = ((), 0) if at else _published(view, lang, first, last)
    return HeldOverTime(exact=course.exact, rows=rows, last=last, published=published, more=more)


def _keys(view: View, at: str) -> list[str]:
    """Under what those held are counted, by certainty: certain, contested, assumed, possible."""
    if at:
        return [facility_key(view.names(at)[0], RANK[word]) for word in WORDS[:4]]
    return [str(place_of("held", word)) for word in WORDS[:4]]


def _published(view: View, lang: str, first: date | None, last: date) -> tuple[tuple[CountRow, ...], int]:
    """The numbers of those held that tell for which day they are, the latest of them."""
    alike = (f"{Fate.HELD.value}|", f"{Fate.HELD.value}}}")
    found = counts_in(view.index.connection, "alike > ? AND alike < ?", alike)
    told = [one for one in found if one.numbered and (one.days[0] or one.days[1])]
    shown = [
        one
        for one in told
        if (one.days[0] or one.days[1] or last) <= last and not (first and (one.days[1] or last) < first)
    ]
    return rows_of(view, shown[-MOST_TOTALS:], lang), max(0, len(shown) - MOST_TOTALS)


# -- as a picture


def held_picture(found: HeldOverTime, lang: str, *, at: str = "", ident: str = "") -> str:
    """The picture as SVG, in a language; `at` is what the facility is called, `ident` as in `held_svg`."""
    say, end = translator_for(lang).gettext, found.rows[-1]
    first, last = (in_words(parse(day.isoformat()), lang) for day in (found.rows[0].first, found.last))
    where = say("Held at %(place)s, known by name", place=at) if at else say("Held, known by name")
    numbers = say("%(certain)s for certain, at most %(most)s on %(day)s", certain=end.certain, most=end.most, day=last)
    words = HeldChartWords(
        lang=lang,
        title=say("%(what)s, from %(first)s to %(last)s", what=where, first=first, last=last),
        description=say("%(numbers)s. The table beside it has every number.", numbers=numbers),
        published=say("Totals published, numbered as in the list"),
        by_name=where,
        certain=say("certain"),
        possible=say("not certain: contested, assumed or possible"),
        total=say("a published total; dashed: no limit stated"),
    )
    told = [_total(number, row, lang) for number, row in enumerate(found.published, 1)]
    return held_svg(found.rows, told, found.last, words, ident=ident)


def _total(number: int, row: CountRow, lang: str) -> PublishedTotal:
    count = row.count
    return PublishedTotal(
        number=number,
        first=count.days[0],
        last=count.days[1],
        lower=count.lower,
        upper=count.upper,
        title=f"{number}. {row.keeper}: {count.text}",
    )
