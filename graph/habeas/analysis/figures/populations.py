"""Whom a number counts, as far as the words of its population tell: in which place, and which group of people.

Two numbers can be held together only where both may be the same. Countries are known by their names in several
languages; other places by a name after “in”. What no word tells may be anything. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from babel import Locale

from habeas.model.text import fold
from habeas.model.values import Entity

LANGUAGES: Final = ("en", "es", "fr")
"""Languages in which countries are known by name."""
SHORTEST: Final = 4
"""Shorter names of countries are words of other languages too often."""
_IN: Final = re.compile(
    r"\b(?:in|inside|within|across|throughout|en|dentro de)\s+"
    r"((?:(?:el|la|los|las|the|san|santa)\s+)?[^\W\d_a-zà-ÿ][\w’'-]*(?:\s+[^\W\d_a-zà-ÿ][\w’'-]*)*)"
)
_NO_PLACE: Final = re.compile(
    r"^(january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    r"diciembre|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
)
_GROUPS: Final = (
    ("women", r"\b(wom[ae]n|girls?|mujer(es)?|ninas?)\b"),
    ("children", r"\b(child(ren)?|minors?|teenagers?|adolescents?|ninos?|menores|adolescentes)\b"),
    ("journalists", r"\b(journalists?|reporters?|press workers?|periodistas?|reporter[oa]s?)\b"),
    ("students", r"\b(students?|estudiantes?)\b"),
    ("protesters", r"\b(protest(er|or)s?|demonstrators?|manifestantes?)\b"),
    (
        "foreigners",
        r"\b(foreign(ers?| citizens?| nationals?)|citizens?|nationals?|americans?|extranjer[oa]s?|ciudadan[oa]s?)\b",
    ),
    ("soldiers", r"\b(soldiers?|military|militares?|officers?|soldados?)\b"),
    ("lawyers", r"\b(lawyers?|abogad[oa]s?)\b"),
    ("clergy", r"\b(priests?|clergy|pastors?|sacerdotes?|pastores)\b"),
    ("workers", r"\b(trade unionists?|workers|sindicalistas?|trabajador[ea]s)\b"),
    ("politicians", r"\b(politicians?|opponents?|mayors?|dirigentes?|opositor[ea]s?|alcaldes?)\b"),
)
"""Groups of people that words tell apart, in English and Spanish, accents folded."""


@cache
def _countries() -> Mapping[str, str]:
    """The names of countries, folded → their codes."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code.isalpha() and len(name) >= SHORTEST:
                found.setdefault(fold(name), code)
    return found


@cache
def _country_names() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(map(re.escape, sorted(_countries(), key=len, reverse=True))) + r")\b")


@cache
def places_in(text: str) -> frozenset[str]:
    """The places that words tell: codes of countries, and other names in small letters."""
    countries = {_countries()[found] for found in _country_names().findall(fold(text))}
    named = {" ".join(fold(found).split()) for found in _IN.findall(text)}
    named = {name.removeprefix("the ") for name in named if not _NO_PLACE.match(name)}
    return frozenset(countries | {name for name in named if not _country_names().search(name)})


@cache
def groups_in(text: str) -> frozenset[str]:
    """The groups of people that words tell."""
    folded = fold(text)
    return frozenset(name for name, pattern in _GROUPS if re.search(pattern, folded))


def places_of(population: Entity | None, wider: Iterable[Entity]) -> frozenset[str]:
    """Where the people of a population are, by its own words, else by those of the populations that it is a part of."""
    for entity in (population, *wider):
        found = frozenset[str]().union(*map(places_in, _texts(entity)))
        if found:
            return found
    return frozenset()


def groups_of(population: Entity | None) -> frozenset[str]:
    """Which group of people a population is, by its labels."""
    labels = [label.text for label in population.labels] if population else []
    return frozenset[str]().union(*map(groups_in, labels))


def _texts(entity: Entity | None) -> list[str]:
    if entity is None:
        return []
    return [*(label.text for label in entity.labels), *([entity.criterion.text] if entity.criterion else [])]
