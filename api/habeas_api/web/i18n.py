"""One language of the pages: messages, and days and numbers as it writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Final

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.errors import BadDate
from habeas.model.translate import Translator, catalogue_of
from habeas.settings import LANGUAGES

PACKAGES: Final = ("habeas", "habeas_api")
LANGUAGE_NAMES: Final = {lang: (Locale.parse(lang).get_display_name(lang) or lang).capitalize() for lang in LANGUAGES}
"""What each language calls itself."""
STAMP, MINUTE = len("2026-01-12T10:20:30"), len("2026-01-12T10:20")
KEPT: Final = 4_096
"""So many numbers, days and moments of each language are kept as it writes them: pages show the same ones again."""


class Localizer(Translator):
    """One language of the pages: messages, days, numbers, names of languages."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang, catalogue_of(lang, *PACKAGES))
        self._locale = locale = Locale.parse(lang)
        kept = lru_cache(maxsize=KEPT)
        self._number: Callable[[int], str] = kept(lambda count: str(format_decimal(count, locale=locale)))
        self._day: Callable[[date], str] = kept(lambda day: str(format_date(day, _pattern(lang), locale=locale)))
        stamp = _pattern(lang) + ", HH:mm 'UTC'"
        self._moment: Callable[[datetime], str] = kept(lambda read: str(format_datetime(read, stamp, locale=locale)))

    def number(self, count: int) -> str:
        """A number, with its thousands separated."""
        return self._number(count)

    def day(self, day: date | str | None) -> str:
        """A day as people write it: 12 January 2026. Empty for none."""
        if not day:
            return ""
        read = date.fromisoformat(day[:10]) if isinstance(day, str) else day
        return self._day(read)

    def edtf(self, text: str) -> str:
        """An EDTF date in words; unchanged where it cannot be read."""
        try:
            return in_words(parse(text), self.lang) if text else ""
        except BadDate:
            return text

    def language(self, code: str) -> str:
        """What a language is called."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.lang) or code if code else ""
        except (ValueError, UnknownLocaleError):
            return code

    def moment(self, stamp: str) -> str:
        """A moment of the journal, in UTC, to the minute."""
        if len(stamp) < STAMP or stamp[10] != "T":
            return stamp
        try:
            # only its parts are shown: a stamp of the journal is UTC, and the page says so
            return self._moment(datetime.fromisoformat(stamp[:MINUTE]))
        except ValueError:
            return stamp

    def latitude(self, degrees: float) -> str:
        """Degrees north or south."""
        return f"{abs(degrees):g}°{'' if degrees == 0 else ' N' if degrees > 0 else ' S'}"

    def longitude(self, degrees: float) -> str:
        """Degrees east or west."""
        if degrees in (0, -180):
            return f"{abs(degrees):g}°"
        return f"{degrees:g}° E" if degrees > 0 else self.gettext("%(degrees)s° W", degrees=f"{-degrees:g}")

    def mark(self, day: date, exact: str) -> str:
        """A day, a month or a year, short, as it stands below a picture."""
        return str(format_date(day, {"day": "d MMM", "month": "MMM y", "year": "y"}[exact], locale=self._locale))

    def from_to(self, first: date, last: date) -> str:
        """A span of days: 1 May 2024 to 31 October 2024."""
        if first == last:
            return self.day(first)
        return self.gettext("%(first)s to %(last)s", first=self.day(first), last=self.day(last))

    def span(self, bounds: Mapping[str, str | None] | None) -> str:
        """Bounds of a date: one day, between two, not before, not after; empty where neither is known."""
        first, last = (bounds["earliest"], bounds["latest"]) if bounds else (None, None)
        if first and last:
            if first == last:
                return self.day(first)
            return self.gettext("between %(first)s and %(last)s", first=self.day(first), last=self.day(last))
        if first:
            return self.gettext("not before %(day)s", day=self.day(first))
        return self.gettext("not after %(day)s", day=self.day(last)) if last else ""

    def over(self, window: Mapping[str, str | None]) -> str:
        """The days over which something is counted."""
        first, last = window["earliest"], window["latest"]
        if first and last:
            return self.from_to(date.fromisoformat(first), date.fromisoformat(last))
        if first:
            return self.gettext("since %(day)s", day=self.day(first))
        return self.gettext("up to %(day)s", day=self.day(last))

    def either(self, items: Iterable[str]) -> str:
        """Several things: a, b or c."""
        every = list(items)
        if len(every) <= 1:
            return "".join(every)
        return self.gettext("%(first)s or %(last)s", first=", ".join(every[:-1]), last=every[-1])


def _pattern(lang: str) -> str:
    return "d 'de' MMMM 'de' y" if lang == "es" else "d MMMM y"


@cache
def localizer_for(lang: str) -> Localizer:
    """The localizer of a language, made once."""
    return Localizer(lang)
