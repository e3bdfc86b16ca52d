"""Dates as people tell them.

A witness says "in May 1987". We keep the year and the month and never invent a day. A date knows the first
and the last day it may mean, whether it lasts, and how it was read ("late 2024" is a convention, kept in the
case file).

    syntax        the text taken apart: what was written, and nothing more
    hints         why a text is no date, and what to write instead
    parse         text -> Edtf: the first and the last day it may mean
    conventions   what loose words mean here: data, shown beside results
    relative      "last week", "finales de 2024", counted from a day, by the rules in near, named and counted,
                  in the small language of phrases
    numbers       "at least 80", "nearly 200": the least and the greatest number
    order         which came first, the hull and the core of several dates
    wording       a date as a reader sees it, in English and Spanish

Pure: this package opens nothing and knows no RDF. It uses the standard library alone.
"""

from __future__ import annotations

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.numbers import number_bounds
from habeas.dates.order import Order, choice_text, core, hull, order, span_text
from habeas.dates.parse import Bounds, Edtf, parse
from habeas.dates.relative import Relative, relative
from habeas.dates.syntax import Precision
from habeas.dates.wording import in_words

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
