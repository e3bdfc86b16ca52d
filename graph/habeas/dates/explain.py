"""The conventions of a case in sentences, to show beside results that rest on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from habeas.dates.conventions import Conventions
from habeas.dates.lexicon import MONTHS

_CONVENTIONS: Final[Mapping[str, str]] = {
    "early_month": "'Early' in a month is day {0.early_month[0]} to day {0.early_month[1]}.",
    "mid_month": "'Mid' in a month is day {0.mid_month[0]} to day {0.mid_month[1]}.",
    "late_month": "'Late' in a month is day {0.late_month[0]} to day {0.late_month[1]}, or to its last day.",
    "early_year": "'Early' in a year is {early}.",
    "mid_year": "'Mid' in a year is {mid}.",
    "late_year": "'Late' in a year is {late}.",
    "week_starts": "A week begins on {week}; 'last week' is the whole week before.",
    "recent_days": "'Recent days' begin {0.recent_days} days back.",
    "recent_weeks": "'Recent weeks' begin {0.recent_weeks} weeks back.",
    "recent_months": "'Recent months' begin {0.recent_months} months back.",
    "recent_years": "'Recent years' begin {0.recent_years} years back.",
    "few_days": "'Days later' or 'a few days' is {0.few_days[0]} to {0.few_days[1]} days.",
    "few_weeks": "'Weeks later' or 'a few weeks' is {0.few_weeks[0]} to {0.few_weeks[1]} weeks.",
    "few_months": "'Months later' or 'a few months' is {0.few_months[0]} to {0.few_months[1]} months.",
    "few_years": "'Years later' or 'a few years' is {0.few_years[0]} to {0.few_years[1]} years.",
    "hemisphere": "Seasons are those of the {0.hemisphere}, in whole months: there spring is {spring}.",
    "easter": "Easter and its days are those of the {easter} churches.",
    "time_zone": "Moments with a time count on the day that it was {zone}.",
    "sighting_days": (
        "A sighting reaches {0.sighting_days} days back: what nobody told the beginning of may have begun then."
    ),
    "approx_units": "'~' reaches {0.approx_units} further on each side: a day, month or year, as written.",
    "nearly_percent": "'Nearly N' is at least {0.nearly_percent} % of N and less than N.",
    "about_percent": "'About N' is N give or take {0.about_percent} %.",
    "some": "'Some' is at least {0.some}.",
    "several": "'Several' is at least {0.several}.",
    "tens": "'Tens' is at least {0.tens}.",
    "dozens": "'Dozens' is at least {0.dozens}.",
    "hundreds": "'Hundreds' is at least {0.hundreds}.",
    "thousands": "'Thousands' is at least {0.thousands}.",
}


def describe(conventions: Conventions) -> tuple[tuple[str, str], ...]:
    """The name of each convention with a sentence that explains it, to show beside results."""
    named = {part: _months(getattr(conventions, f"{part}_year")) for part in ("early", "mid", "late")}
    named["week"] = conventions.week_starts.title()
    named["spring"] = "September to November" if conventions.hemisphere == "south" else "March to May"
    named["easter"] = conventions.easter.title()
    named["zone"] = f"in {conventions.time_zone}" if conventions.time_zone else "where they were written"
    return tuple((name, sentence.format(conventions, **named)) for name, sentence in _CONVENTIONS.items())


def _months(pair: tuple[int, int]) -> str:
    return f"{MONTHS['en'][pair[0] - 1]} to {MONTHS['en'][pair[1] - 1]}"
