"""Dates as people tell them.

A witness says "in May 1987". We keep the year and the month and never invent a day. A date knows the first
and the last day it may mean, whether it lasts, and how it was read ("late 2024" is a convention, kept in the
case file).

    edtf          text -> Edtf: the first and the last day it may mean; edtf_syntax takes the text apart,
                  edtf_hints says why a text is not a date and what to write instead
    conventions   what loose words mean here, for dates and for numbers ("nearly 200"): data, shown beside results
    relative      "last week", "finales de 2024", counted from a day, by the rules in `rules` and `offsets`
    intervals     which date came first, what several span or share
    calendar      names of months and weekdays, steps from one day to another, spans of days as text
    format        a date as a reader sees it, in English and Spanish

Pure: this package opens nothing and knows no RDF. It uses the standard library alone.
"""

from __future__ import annotations

from habeas.dates.calendar import choice_text, span_text
from habeas.dates.conventions import DEFAULTS, Conventions, number_bounds
from habeas.dates.edtf import Bounds, Edtf, parse
from habeas.dates.edtf_syntax import Precision
from habeas.dates.format import in_words
from habeas.dates.intervals import Order, core, hull, order
from habeas.dates.relative import Relative, relative

__all__ = [
    "DEFAULTS",
    "Bounds",
    "Conventions",
    "Edtf",
    "Order",
    "Precision",
    "Relative",
    "choice_text",
    "core",
    "hull",
    "in_words",
    "number_bounds",
    "order",
    "parse",
    "relative",
    "span_text",
]
