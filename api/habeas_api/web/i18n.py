"""Languages of the room: English as written, Spanish from a gettext catalogue, days and numbers as each writes them.

The catalogue is kept as text (`locale/es/LC_MESSAGES/room.po`) and read once at start; nothing is compiled.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Final

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from starlette.requests import Request

from habeas.dates import in_words, parse
from habeas.errors import BadDate
from habeas_api.http.parameters import LANGUAGES
from habeas_api.http.sessions import current_user

FOLDER: Final = files("habeas_api") / "web" / "locale"
LANGUAGE_NAMES: Final = {"en": "English", "es": "Español"}
STAMP: Final = "%Y-%m-%dT%H:%M:%S"


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The translations into a language; English needs none."""
    if lang == "en":
        return gettext.NullTranslations()
    text = (FOLDER / lang / "LC_MESSAGES" / "room.po").read_text(encoding="utf-8")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(text), locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Words:
    """What the room says in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._locale = Locale.parse(lang)
        self._said = catalogue(lang)

    def say(self, message: str, **values: object) -> str:
        """A message in this language; `%(name)s` in it is filled in."""
        told = self._said.gettext(message) if message else ""
        return told % values if values else told

    def many(self, one: str, more: str, count: int, **values: object) -> str:
        """A message that depends on a number, which it may show as `%(num)s`."""
        return self._said.ngettext(one, more, count) % {"num": self.number(count), **values}

    def number(self, count: int) -> str:
        """A number with its thousands told apart."""
        return str(format_decimal(count, locale=self._locale))

    def day(self, day: date | str | None) -> str:
        """A day as people write it: 12 January 2026. Empty for none."""
        if not day:
            return ""
        read = date.fromisoformat(day[:10]) if isinstance(day, str) else day
        return str(format_date(read, _pattern(self.lang), locale=self._locale))

    def edtf(self, text: str) -> str:
        """A date as told, in words; as it stands where it cannot be read."""
        try:
            return in_words(parse(text), self.lang) if text else ""
        except BadDate:
            return text

    def tongue(self, code: str) -> str:
        """What a language is called."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.lang) or code if code else ""
        except (ValueError, UnknownLocaleError):
            return code

    def moment(self, stamp: str) -> str:
        """A moment of the journal, in UTC, to the minute."""
        try:
            read = datetime.strptime(stamp[:19], STAMP)  # noqa: DTZ007 only its parts are shown; a stamp of the journal is UTC, and the page says so
        except ValueError:
            return stamp
        return str(format_datetime(read, _pattern(self.lang) + ", HH:mm 'UTC'", locale=self._locale))

    def mark(self, day: date, exact: str) -> str:
        """A day, a month or a year, short, as it stands below a picture."""
        return str(format_date(day, {"day": "d MMM", "month": "MMM y", "year": "y"}[exact], locale=self._locale))

    def from_to(self, first: date, last: date) -> str:
        """A stretch of days: from 1 May 2024 to 31 October 2024."""
        if first == last:
            return self.day(first)
        return self.say("%(first)s to %(last)s", first=self.day(first), last=self.day(last))

    def span(self, bounds: Mapping[str, str | None] | None) -> str:
        """A stretch of days as told: one day, between two, not before, not after; empty where nothing is told."""
        first, last = (bounds["earliest"], bounds["latest"]) if bounds else (None, None)
        if first and last:
            if first == last:
                return self.day(first)
            return self.say("between %(first)s and %(last)s", first=self.day(first), last=self.day(last))
        if first:
            return self.say("not before %(day)s", day=self.day(first))
        return self.say("not after %(day)s", day=self.day(last)) if last else ""

    def over(self, window: Mapping[str, str | None]) -> str:
        """A stretch of days that something is counted over."""
        first, last = window["earliest"], window["latest"]
        if first and last:
            return self.from_to(date.fromisoformat(first), date.fromisoformat(last))
        if first:
            return self.say("since %(day)s", day=self.day(first))
        return self.say("up to %(day)s", day=self.day(last))

    def row(self, items: Iterable[str]) -> str:
        """Several things in a row: a, b or c."""
        every = list(items)
        if len(every) <= 1:
            return "".join(every)
        return self.say("%(first)s or %(last)s", first=", ".join(every[:-1]), last=every[-1])


def _pattern(lang: str) -> str:
    return "d 'de' MMMM 'de' y" if lang == "es" else "d MMMM y"


@cache
def words_of(lang: str) -> Words:
    """The words of a language, made once."""
    return Words(lang)


def language_of(request: Request) -> str:
    """The language of a page: as its address says, else as the visitor chose, else as the browser asks, else English."""
    asked = request.query_params.get("lang", "")
    chosen = asked if asked in LANGUAGES else current_user(request).lang
    return chosen if chosen in LANGUAGES else _preferred(request.headers.get("accept-language", ""))


def _preferred(header: str) -> str:
    """The first of the browser's languages that is spoken here."""
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.lower().split(",")[:20]):
        tag, _, weight = part.strip().partition(";")
        lang = tag.partition("-")[0].strip()
        if lang in LANGUAGES:
            weighed.append((-_weight(weight), place, lang))
    return min(weighed)[2] if weighed else "en"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
