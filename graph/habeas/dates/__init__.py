"""Dates as people tell them.

A witness says "in May 1987". We keep the year and the month and never invent a day. A date knows the first
and the last day it may mean, whether it lasts, and how it was read ("late 2024" is a convention, kept in the
case file).

    edtf          text -> Edtf: the first and the last day it may mean; which came first, what several span or share.
                  syntax takes the text apart, hints says why a text is not a date and what to write instead
    conventions   what loose words mean here, and the time zone: data, shown beside results
    relative      "last week", "del 8 al 11 de enero": wording turns words into one small language with the words of
                  lexicon, number_words, feasts and phrases; near, ordinal, named, eras and offsets read them as a
                  stretch of days; joints reads what joins several
    numbers       "nearly 200" -> the least and the greatest it allows
    calendar      steps from one day to another, spans of days as text, stretches of days
    calendars     dates of other calendars: the days that they are in ours, by calendar_tables
    format        a date as a reader sees it, in English and Spanish; the conventions in sentences

Import from these modules: nothing is exported here. Pure: this package opens nothing and knows no RDF.
"""
