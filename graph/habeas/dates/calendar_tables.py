"""The other calendars: how their months, days and feasts are called, and the day that each is in ours.

The conversions are those of convertdate and hijridate, which take a tenth of a second to import and are fetched when a
date needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
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
    slack: tuple[int, int] = (0, 0)
    """Days by which a day of it may be earlier or later."""
    year_of: Callable[[date], int] | None = None
    """About the year that a day is in; None where months are those of our calendar and need their year."""
    numbered: bool = True
    """Whether its months are written as numbers."""
    feasts: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    """Names of a feast -> its month and day."""

    def days(self, year: int, month: int, day: int | None) -> tuple[date, date]:
        """First and last day that it may be. Raises ValueError when there is no such day."""
        if not 1 <= month <= len(self.months):
            raise ValueError(month)
        first = self.to_date(year, month, day or 1)
        following = (year, month + 1) if month < len(self.months) else (year + 1, 1)
        end = self.to_date(*following, 1) - timedelta(days=1)
        if first > end:
            raise ValueError(day)
        last = first if day else end
        return first - timedelta(days=self.slack[0]), last + timedelta(days=self.slack[1])

    def days_near(self, month: int, day: int | None, around: date) -> list[tuple[date, date]]:
        """The same without a year: its first and last day in each year near a day, in order."""
        if self.year_of is None:
            return []
        year, found = self.year_of(around), []
        for each in range(year - _NEAR, year + _NEAR + 1):
            try:
                found.append(self.days(each, month, day))
            except (ValueError, OverflowError):  # a day that this year does not have
                continue
        return found


_NEAR: Final = 5
"""Years on each side: a day that leap years alone have comes at least every five."""


def _solar(year: int, month: int, day: int) -> date:
    before = (month - 1) * 31 if month <= _LONG_MONTHS else (month - 1) * 30 + _LONG_MONTHS
    return _solar_new_year(year) + timedelta(days=before + day - 1)


_LONG_MONTHS: Final = 6  # the first six months have 31 days


@cache
def _solar_new_year(year: int) -> date:
    """Kept: the equinox is calculated."""
    return date(*import_module("convertdate").persian.to_gregorian(year, 1, 1))


_LEAP_YEAR: Final = (7, 8, 9, 10, 11, 12, 13, 0, 1, 2, 3, 4, 5, 6)
_PLAIN_YEAR: Final = (7, 8, 9, 10, 11, 0, 0, 12, 1, 2, 3, 4, 5, 6)
"""The months from Tishri by their numbers from Nisan; 0 is one that the year does not have: Adar I and II, or Adar."""


def _hebrew(year: int, month: int, day: int) -> date:
    """A month that this year does not have is empty: it begins with the next."""
    before = sum(_hebrew_lengths(year)[: month - 1])
    return _hebrew_new_year(year) + timedelta(days=before + day - 1)


@cache
def _hebrew_lengths(year: int) -> tuple[int, ...]:
    hebrew = import_module("convertdate").hebrew
    numbers = _LEAP_YEAR if hebrew.leap(year) else _PLAIN_YEAR
    return tuple(hebrew.month_length(year, number) if number else 0 for number in numbers)


@cache
def _hebrew_new_year(year: int) -> date:
    library = import_module("convertdate")
    return date(*library.gregorian.from_jd(library.hebrew.to_jd(year, 7, 1)))


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
        year_of=lambda day: day.year - 621,
        feasts={"nowruz|nouruz|norooz|noruz|nawruz|newroz|navruz|nauryz|persian new year|ano nuevo persa": (1, 1)},
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
        year_of=lambda day: (day.year - 622) * 33 // 32 + 1,
        feasts={
            "eid al fitr|eid ul fitr|aid el fitr|id al fitr|aid al fitr|eid el fitr|idul fitri|"
            "fiesta del fin de ramadan|عيد الفطر": (10, 1),
            "eid al adha|eid ul adha|aid el adha|id al adha|aid al adha|eid el adha|feast of sacrifice|"
            "feast of the sacrifice|fiesta del sacrificio|fiesta del cordero|عيد الأضحى": (12, 10),
            "islamic new year|muslim new year|ano nuevo islamico|ano nuevo musulman": (1, 1),
            "ashura|ashoura|achoura|عاشوراء": (1, 10),
            "arbaeen|arbain|chehlum": (2, 20),
        },
        slack=(1, 1),
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
        year_of=lambda day: day.year - 8,
        feasts={
            "enkutatash|ethiopian new year|ano nuevo etiope": (1, 1),
            "meskel|finding of the true cross": (1, 17),
            "timkat|timket": (5, 11),
        },
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
    OtherCalendar(
        name="Hebrew",
        marks="hebrew calendar|hebrew|jewish calendar|calendario hebreo|hebreo|am|a m",
        months=(
            "tishri|tishrei|tisri|תשרי",
            "cheshvan|heshvan|marcheshvan|jeshvan|חשון|מרחשון",
            "kislev|chislev|כסלו",
            "tevet|tebeth|teveth|טבת",
            "shevat|shvat|sebat|שבט",
            "adar i|adar 1|adar rishon|אדר א",
            "adar ii|adar 2|adar sheni|אדר ב",
            "adar|אדר",
            "nisan|nissan|ניסן",
            "iyar|iyyar|אייר",
            "sivan|siwan|סיון",
            "tammuz|tamuz|תמוז",
            "av|menachem av|אב",
            "elul|אלול",
        ),
        years=range(5500, 6100),
        to_date=_hebrew,
        slack=(1, 0),
        year_of=lambda day: day.year + 3760,
        numbered=False,
        feasts={
            "rosh hashanah|rosh hashana|jewish new year|ano nuevo judio": (1, 1),
            "yom kippur|yom kipur|day of atonement|dia del perdon|dia de la expiacion": (1, 10),
        },
    ),
)
"""In the order in which texts are searched for their dates."""


def near_day(index: int, month: int, day: int, around: date) -> list[tuple[date, date]]:
    """First and last day of a date of a calendar, in each year near a day."""
    return CALENDARS[index].days_near(month, day or None, around)


def may_be(year: int, month: int, day: int) -> Iterator[tuple[str, date]]:
    """The calendars in which these digits are a day near our time, each with that day."""
    for calendar in CALENDARS:
        if year in calendar.years and calendar.numbered:
            try:
                first, last = calendar.days(year, month, day)
            except (ValueError, OverflowError):
                continue
            yield calendar.name, first + (last - first) // 2
