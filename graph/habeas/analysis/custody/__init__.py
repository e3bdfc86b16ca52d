"""Who is held, where, how sure, and who disagrees: from evidence alone.

    life     one person's evidence in order: stays, what opens custody, what shows it, what ends it
    state    axis 1, custody, on a day
    axes     axes 2 to 4, the law, the restrictions, the place
    spells   spells of detention with their bounds, their length, and the course of a life
    answer   one answer: state, word, claims

    people(rows) -> {person: rows}      every person's own evidence, the person of each node found out
    status_of(person, rows, day) -> Status

Pure: plain values in, plain values out. Rules: domain/vocabulary.md 5 and 6, docs/custody.md.
"""

from __future__ import annotations

from habeas.analysis.custody.answer import Answer
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.marks import HELD, Life
from habeas.analysis.custody.people import own_rows, people
from habeas.analysis.custody.place import Within, apart, within_by
from habeas.analysis.custody.spells import DaysHeld, End, Spell, Stretch, ToldStay, days_held, spells, stretches
from habeas.analysis.custody.status import Status, status_of

__all__ = [
    "HELD", "Answer", "DaysHeld", "End", "Life", "Spell", "Status", "Stretch", "ToldStay", "Within", "apart", "days_held",
    "life_of", "own_rows", "people", "spells", "status_of", "stretches", "within_by",
]  # fmt: skip
