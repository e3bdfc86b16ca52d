"""Days, claims and numbers as they stand in the question of a finding, in the language of whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.figures.figures import Thing
from habeas.analysis.intervals import opened
from habeas.dates import Bounds

_UNITS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "en": {"Y": ("year", "years"), "M": ("month", "months"), "W": ("week", "weeks"), "D": ("day", "days")},
    "es": {"Y": ("año", "años"), "M": ("mes", "meses"), "W": ("semana", "semanas"), "D": ("día", "días")},
}
_THINGS: Final[Mapping[str, str]] = {
    Thing.HELD: "personas presas", Thing.RELEASED: "liberadas", Thing.ARRESTED: "detenidas", Thing.DIED: "muertas",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language in which findings are told: `en` or `es`."""

    lang: str = "en"

    def say(self, english: str, spanish: str) -> str:
        """The one of two sentences that is in this language."""
        return spanish if self.lang == "es" else english

    def length(self, text: str) -> str:
        """A length as people say it: `P1Y~` is about 1 year. What cannot be read stands as it was written."""
        units = _UNITS[self.lang if self.lang in _UNITS else "en"]
        parts = [f"{int(n)} {units[unit][int(n) != 1]}" for n, unit in re.findall(r"(\d+)([YMWD])", text.upper())]
        rounded = self.say("about ", "alrededor de ") if text.endswith(("~", "%")) else ""
        doubtful = self.say(" (doubtful)", " (dudoso)") if text.endswith(("?", "%")) else ""
        return f"{rounded}{self.say(' and ', ' y ').join(parts)}{doubtful}" if parts else text

    def days(self, bounds: Bounds) -> str:
        """`2026-01-08`, `2026-01-08 to 2026-01-11`, `not after 2026-01-11`."""
        first, last = bounds
        if first and last:
            return str(first) if first == last else f"{first} {self.say('to', 'a')} {last}"
        if last:
            return f"{self.say('not after', 'no después de')} {last}"
        return f"{self.say('not before', 'no antes de')} {first}" if first else self.say("some day", "algún día")

    def between(self, first: date, last: date) -> str:
        """The same from days where the ends of the calendar mean no limit."""
        return self.days(opened(first, last))

    def listed(self, claims: Iterable[str]) -> str:
        """`N052 and N055`, `Y051, Y052 and Y053`."""
        every = sorted(set(claims))
        return self.say(" and ", " y ").join(filter(None, [", ".join(every[:-1]), *every[-1:]]))

    def number(self, bounds: tuple[int, int | None]) -> str:
        """`41`, `800 to 900`, `at least 80`."""
        lower, upper = bounds
        if upper is None:
            return f"{self.say('at least', 'al menos')} {lower}"
        return str(lower) if lower == upper else f"{lower} {self.say('to', 'a')} {upper}"

    def thing(self, thing: Thing) -> str:
        """What a number counts, in a word."""
        return self.say(str(thing), _THINGS.get(thing, str(thing)))
