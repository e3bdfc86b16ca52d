"""Dates of other calendars, in the digits and month names of their scripts: Solar Hijri, Islamic, Ethiopian, Buddhist.

`in_gregorian` puts the days that they are in the place of such dates, so that "since 20 Dey 1404" is read like any
other words. An Islamic month begins when the moon is seen, so a day of it may be one earlier or later. Whether plain
digits such as 1404-10-20 are of another calendar nobody can know: `may_be` names the days they would be.

The conversions are those of convertdate and hijridate, which take a tenth of a second to import and are fetched when a
date needs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from importlib import import_module
from typing import Final

PLAUSIBLE: Final = range(1500, 2300)
"""Years of the Gregorian calendar that a document of our time may mean without saying so."""


def is_far(day: date | None) -> bool:
    """True for a day that a document of our time would not mean without saying so."""
    return day is not None and day.year not in PLAUSIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCalendar:
    """A calendar: what it is called, how its months are called, and the first day of a month or day of it."""

    name: str
    marks: str
    months: tuple[str, ...]
    years: range
    to_date: Callable[[int, int, int], date]
    slack: int = 0

    def days(self, year: int, month: int, day: int | None) -> tuple[date, date]:
        """First and last day that it may be. Raises ValueError when there is no such day."""
        if not 1 <= month <= len(self.months):
            raise ValueError(month)
        first = self.to_date(year, month, day or 1)
        following = (year, month + 1) if month < len(self.months) else (year + 1, 1)
        if day is None or day > _SHORTEST:
            end = self.to_date(*following, 1) - timedelta(days=1)
            if first > end:
                raise ValueError(day)
        last = first if day else end
        return first - timedelta(days=self.slack), last + timedelta(days=self.slack)


_SHORTEST: Final = 5  # the days that end an Ethiopian year are five or six


def _solar(year: int, month: int, day: int) -> date:
    before = (month - 1) * 31 if month <= _LONG_MONTHS else (month - 1) * 30 + _LONG_MONTHS
    return _solar_new_year(year) + timedelta(days=before + day - 1)


_LONG_MONTHS: Final = 6  # the first six months have 31 days


@cache
def _solar_new_year(year: int) -> date:
    """Kept: the equinox is calculated."""
    return date(*import_module("convertdate").persian.to_gregorian(year, 1, 1))


def _islamic(year: int, month: int, day: int) -> date:
    try:
        return date(*import_module("hijridate").Hijri(year, month, day).to_gregorian().datetuple())
    except OverflowError:  # outside of the years that Umm al-Qura is published for
        return date(*import_module("convertdate").islamic.to_gregorian(year, month, day))


def _ethiopian(year: int, month: int, day: int) -> date:
    return date(*import_module("convertdate").coptic.to_gregorian(year - _COPTIC, month, day))


_COPTIC: Final = 276  # the calendars have the same months and days; their years are so far apart
_BUDDHIST: Final = 543


def _buddhist(year: int, month: int, day: int) -> date:
    return date(year - _BUDDHIST, month, day)


CALENDARS: Final = (
    OtherCalendar(
        name="Solar Hijri",
        marks="solar hijri|hijri solar|hejri shamsi|hijri shamsi|shamsi|jalali|persian calendar|persian|iranian|"
        "calendario persa|persa|irani|hejri e shamsi|هجری شمسی|هجری خورشیدی|شمسی|خورشیدی|ه ش|هش|sh|"
        "s h|ap|a p|h sh|hs",
        months=(
            "farvardin|فروردین|hamal|حمل",
            "ordibehesht|ordibihisht|اردیبهشت|sawr|saur|ثور",
            "khordad|خرداد|jawza|jauza|جوزا",
            "tir|تیر|saratan|سرطان",
            "mordad|amordad|مرداد|asad|اسد",
            "shahrivar|shahrivar|شهریور|sonbola|sunbula|سنبله",
            "mehr|مهر|mizan|میزان",
            "aban|آبان|aqrab|عقرب",
            "azar|آذر|qaws|qaus|قوس",
            "dey|dei|دی|jadi|jady|جدی",
            "bahman|بهمن|dalwa|دلو",
            "esfand|اسفند|hut|hoot|حوت",
        ),
        years=range(1200, 1500),
        to_date=_solar,
    ),
    OtherCalendar(
        name="Islamic",
        marks="islamic calendar|islamic|hijri|hijra|hegira|lunar hijri|hijri lunar|qamari|calendario islamico|islamico|"
        "de la hegira|هجری قمری|قمری|هجرية|هجري|هجریه|هـ|ه|ه ق|ah|a h|h",
        months=(
            "muharram|moharram|محرم",
            "safar|صفر",
            "rabi al awwal|rabi ul awwal|rabi al awal|rabi i|rabi 1|ربيع الأول|ربیع الاول",
            "rabi al thani|rabi ul thani|rabi al akhir|rabi ii|rabi 2|ربيع الثاني|ربيع الآخر|ربیع الثانی",
            "jumada al ula|jumada al awwal|jumada i|jumada 1|جمادى الأولى|جمادی الاول",
            "jumada al akhira|jumada al thani|jumada al thania|jumada ii|jumada 2|جمادى الآخرة|"
            "جمادى الثانية|جمادی الثانی",
            "rajab|رجب",
            "shaban|sha ban|shaaban|شعبان",
            "ramadan|ramazan|ramzan|رمضان",
            "shawwal|shawal|شوال|شوّال",
            "dhu al qada|dhu al qidah|dhul qadah|dhul qida|zilqad|zu al qada|ذو القعدة|ذی القعده|ذی قعده",
            "dhu al hijja|dhu al hijjah|dhul hijjah|dhul hijja|zilhijja|zu al hijja|ذو الحجة|ذی الحجه|ذی حجه",
        ),
        years=range(1200, 1600),
        to_date=_islamic,
        slack=1,
    ),
    OtherCalendar(
        name="Ethiopian",
        marks="ethiopian calendar|ethiopian|ethiopic|eth cal|calendario etiope|etiope|ec|e c|ዓ ም|ዓም",
        months=(
            "meskerem|mäskäräm|መስከረም",
            "tikimt|tiqimt|tikemt|ጥቅምት",
            "hidar|hedar|ኅዳር|ህዳር",
            "tahsas|tahisas|ታኅሣሥ|ታህሳስ",
            "tir|ter|ጥር",
            "yekatit|yakatit|የካቲት",
            "megabit|maggabit|መጋቢት",
            "miyazya|miyazia|ሚያዝያ",
            "ginbot|genbot|ግንቦት",
            "sene|sane|ሰኔ",
            "hamle|ሐምሌ|ሃምሌ",
            "nehase|nahase|ነሐሴ|ነሃሴ",
            "pagume|pagumen|ጳጉሜ|ጳጉሜን",
        ),
        years=range(1900, 2100),
        to_date=_ethiopian,
    ),
    OtherCalendar(
        name="Buddhist",
        marks="buddhist era|buddhist calendar|buddhist|thai calendar|era budista|budista|be|b e|พ ศ|พศ",
        months=(
            "january|jan|enero|มกราคม|ม ค",
            "february|feb|febrero|กุมภาพันธ์|ก พ",
            "march|mar|marzo|มีนาคม|มี ค",
            "april|apr|abril|เมษายน|เม ย",
            "may|mayo|พฤษภาคม|พ ค",
            "june|jun|junio|มิถุนายน|มิ ย",
            "july|jul|julio|กรกฎาคม|ก ค",
            "august|aug|agosto|สิงหาคม|ส ค",
            "september|sep|sept|septiembre|กันยายน|ก ย",
            "october|oct|octubre|ตุลาคม|ต ค",
            "november|nov|noviembre|พฤศจิกายน|พ ย",
            "december|dec|dic|diciembre|ธันวาคม|ธ ค",
        ),
        years=range(2400, 2700),
        to_date=_buddhist,
    ),
)
_SAME_LETTERS: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": " ", **dict.fromkeys("\u0640’‘ʿʾ'", "")}
)


def plain(text: str) -> str:
    """Lower case, without accents and vowel marks, letters of one sound alike, the digits of every script as 0 to 9."""
    letters = unicodedata.normalize("NFD", text.translate(_SAME_LETTERS).casefold())
    kept = "".join(sign for sign in letters if unicodedata.category(sign) != "Mn")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept)


@cache
def _months(calendar: OtherCalendar) -> dict[str, int]:
    named = ((word, number) for number, words in enumerate(calendar.months, start=1) for word in words.split("|"))
    return {_spaced(plain(word)): number for word, number in named}


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[-.]", " ", text).split())


def _alternatives(words: Iterable[str]) -> str:
    """Any of these words, the longest first, with spaces, stops or hyphens between their parts."""
    return "|".join(re.escape(word).replace("\\ ", r"[\s.\-]*") for word in sorted(words, key=len, reverse=True))


@cache
def _patterns(calendar: OtherCalendar) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Day, month by its name, year; month, day, year; digits with the name of the calendar after or before them."""
    names, marks = _alternatives(_months(calendar)), _alternatives(map(plain, calendar.marks.split("|")))
    mark = rf"(?:[\s,]*(?:\(\s*)?(?:{marks})(?![^\W\d_])\.?(?:\s*\))?)"
    of = r"(?:\s+(?:of|de|del|ماه|مه)\b)?"
    month, year = rf"(?<![^\W_])(?P<month>{names})(?![^\W\d_])", rf"(?P<year>\d{{4}})(?!\d){mark}?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    named = rf"(?:(?<!\d){day}{of}[\s\-]+)?{month}{of}[\s,\-]+(?:{marks})?\s*{year}"
    turned = rf"{month}[\s\-]+{day}[\s,]+{year}"
    digits = rf"(?<!\d)(?P<year>\d{{4}})(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?){mark}"
    return re.compile(named), re.compile(turned), re.compile(digits)


def in_gregorian(words: str) -> str:
    """The words with each date of another calendar replaced by its days, as `named.iso` reads them."""
    text = plain(words)
    for calendar in CALENDARS:
        text = _both_in_full(calendar).sub(r"\g<first> \g<rest> \g<joint> \g<last> \g<rest>", text)
        for pattern in _patterns(calendar):
            text = pattern.sub(partial(_replacement, calendar), text)
    return text if _DAYS.search(text) and not _LEFT.search(text) else words


_DAYS: Final = re.compile(r"days\d{8}n\d{8}")
_LEFT: Final = re.compile(r"\d\s*[-/,]|(?<!\d)\d{1,2} \w+ (?:the |el )?days\d{8}n")
"""A day beside it whose month and year were told once for both, but not as we know it."""


@cache
def _both_in_full(calendar: OtherCalendar) -> re.Pattern[str]:
    """ "10 and 20 Dey 1404": the month and the year are told once."""
    names = _alternatives(_months(calendar))
    return re.compile(
        r"(?<!\d)(?P<first>\d{1,2})\s*(?P<joint>and|to|until|or|y|o|al?|hasta(?: "
        r"el)?|-|–|تا)\s*(?:the |el )?(?P<last>\d{1,2})"
        rf"\s+(?P<rest>(?:of |de |del )?(?:{names})(?:\s+(?:of|de|del))?[\s,]+\d{{4}})"
    )


def _replacement(calendar: OtherCalendar, match: re.Match[str]) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    number = int(month) if month.isdigit() else _months(calendar)[_spaced(month)]
    if int(year) not in calendar.years:
        return match.group()
    try:
        first, last = calendar.days(int(year), number, int(day) if day else None)
    except (ValueError, OverflowError):
        return match.group()
    return f" days{first:%Y%m%d}n{last:%Y%m%d} "


def may_be(year: int, month: int, day: int) -> Iterator[tuple[str, date]]:
    """The calendars in which these digits are a day near our time, each with that day."""
    for calendar in CALENDARS:
        if year in calendar.years:
            try:
                first, last = calendar.days(year, month, day)
            except (ValueError, OverflowError):
                continue
            yield calendar.name, first + (last - first) // 2
