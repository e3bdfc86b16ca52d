"""What a column of a list may mean, and the words of headers that say so, in English and Spanish.

A few meanings are of lists alone: parts of a name, a running number, what is left out. Any other is a relation that can
be said of a person; its header words are those of headers.txt and the labels of the ontology. Pure but for that
file, which is read once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rapidfuzz import fuzz

from habeas.model.text import fold
from habeas.vocab import PROPERTIES, Asserted, Property, Range

NAME: Final = "name"
GIVEN: Final = "given-name"
SURNAME: Final = "surname"
ALIAS: Final = "also"
NUMBER: Final = "number"
NOTHING: Final = "nothing"
ARREST_PLACE: Final = "arrest-place"
STATE: Final = "state"
PERSON_PARTS: Final = (NAME, GIVEN, SURNAME)

ARRESTED, BORN, FREED, DIED, SENTENCED = "arrestedOn", "bornOn", "releasedOn", "diedOn", "sentencedOn"
ARRESTED_BY, HELD_AT, AGED, IDENTITY = "arrestedBy", "detainedAt", "ageAt", "identityNumber"
"""Relations that the reader of lists treats by themselves; all others follow from the ontology."""


@cache
def header_words() -> Mapping[str, tuple[str, ...]]:
    """Meaning -> the words of headers for it, from headers.txt."""
    found: dict[str, list[str]] = {}
    meaning = ""
    for line in files("habeas.drafts").joinpath("headers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[meaning] += line.split(";")
        elif line and not line.startswith("#"):
            meaning = line.removesuffix(":")
            found[meaning] = []
    return {meaning: tuple(filter(None, map(plain, words))) for meaning, words in found.items()}


OF_LISTS: Final = (NAME, GIVEN, SURNAME, ALIAS, NUMBER, NOTHING, ARREST_PLACE, STATE)
NEARLY: Final = 90
SHORTEST: Final = 5
WHOLE, PART, NEAR = 1.0, 0.8, 0.7


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """A meaning that a header may say, and how well it does, from 0 to 1."""

    meaning: str
    worth: float


@cache
def relations() -> Mapping[str, Property]:
    """What can be said of a person by one cell, by name."""
    kept = {Range.ENTITY, Range.DATE, Range.TEXT, Range.STRING, Range.INTEGER, Range.CONCEPT, Range.BOOLEAN}
    return {
        name: prop
        for name, prop in PROPERTIES.items()
        if prop.is_relation
        and "person" in prop.domain
        and prop.range in kept
        and (prop.asserted is not Asserted.NEVER or name == "context")
    }


def is_meaning(word: str) -> bool:
    """True for something that a column may mean."""
    return word in OF_LISTS or word in relations()


@cache
def _phrases() -> Mapping[str, str]:
    """Folded words -> meaning; those of this table before those of the ontology."""
    found: dict[str, str] = {}
    for meaning, words in header_words().items():
        found |= dict.fromkeys(words, meaning)
    for name, prop in relations().items():
        for label in (prop.label, prop.label_es, *prop.also):
            found.setdefault(plain(label), name)
    return found


def plain(header: str) -> str:
    """A header without case, accents and marks: “Fecha de detención:” is `fecha de detencion`."""
    return " ".join(re.sub(r"[^\w#]+|_", " ", fold(header).replace("º", "").replace("°", "")).split())


@cache
def match_header(header: str) -> HeaderMatch | None:
    """The meaning that a header says: by all its words, by the longest known words in it, or nearly."""
    told, phrases = plain(header), _phrases()
    if told in phrases:
        return HeaderMatch(phrases[told], WHOLE)
    inside = [phrase for phrase in phrases if len(phrase) >= SHORTEST and f" {phrase} " in f" {told} "]
    if inside:
        return HeaderMatch(phrases[max(inside, key=lambda phrase: (len(phrase), -told.find(phrase)))], PART)
    near = [(fuzz.ratio(told, phrase), phrase) for phrase in phrases if len(phrase) >= SHORTEST]
    best, phrase = max(near, default=(0, ""))
    return HeaderMatch(phrases[phrase], NEAR) if best >= NEARLY and len(told) >= SHORTEST else None
