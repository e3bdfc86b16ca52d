"""Dates as people tell them.

A witness says "in May 1987". We keep the year and the month and never invent a day. A date knows the first
and the last day it may mean, whether it lasts, and how it was read ("late 2024" is a convention, kept in the
case file).

    edtf          text -> Edtf: the first and the last day it may mean; which came first, what several span or share.
                  syntax takes the text apart, hints says why a text is not a date and what to write instead
    conventions   what loose words mean here: data, shown beside results
    relative      "last week", "finales de 2024", counted from a day, by the rules in rules and offsets
    numbers       "nearly 200" -> the least and the greatest it allows
    calendar      names of months and weekdays, steps from one day to another, spans of days as text
    format        a date and the conventions as a reader sees them, in English and Spanish

Import from these modules: nothing is exported here. Pure: this package opens nothing and knows no RDF. It uses the
standard library alone.
"""
