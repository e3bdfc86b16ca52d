"""What an answer rests on: its claims, where their words stand, and what loose words were taken to mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from habeas.analysis.evidence import evidence_of
from habeas.dates.conventions import Conventions
from habeas.dates.format import describe
from habeas.model.claims import dates_of
from habeas.model.text import fold
from habeas.model.values import Claim, Text
from habeas.sparql.results import Iri, Table
from habeas.storage.scope import ReadModel

YEAR_AFTER: Final = r"(?=\W+(?:of |de |in )*\d{4})"
UNITS: Final = (("days", "dias"), ("weeks", "semanas"), ("years", "anos"), ("months", "meses"))
AFTER: Final = "later|ago|before|after|earlier|despues|antes|atras"
FEW: Final = "few|several|some|unos|unas|varios|varias|pocos|pocas|algunos|algunas"
WORDS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("early_year", rf"\b(?:early|principios|comienzos|inicios){YEAR_AFTER}"),
        ("mid_year", rf"\b(?:mid|middle|mediados){YEAR_AFTER}"),
        ("late_year", rf"\b(?:late|finales|fines){YEAR_AFTER}"),
        ("early_month", r"\b(?:early|principios|comienzos|inicios)\b(?!\W+(?:of |de |in )*\d{4})"),
        ("mid_month", r"\b(?:mid|middle|mediados)\b(?!\W+(?:of |de |in )*\d{4})"),
        ("late_month", r"\b(?:late|finales|fines)\b(?!\W+(?:of |de |in )*\d{4})"),
        ("week_starts", r"\b(?:week|semana)\b"),
        ("recent_months", r"\b(?:recent|past|ultimos) (?:months|meses)|meses recientes"),
        *(
            (f"recent_{en}", rf"\b(?:recent|past|last|ultim[oa]s) (?:few )?(?:{en}|{es})|{es} recientes")
            for en, es in UNITS[:3]
        ),
        *(
            (f"few_{en}", rf"(?<!\d )\b(?<!\w )(?:{en}|{es}) (?:{AFTER})\b|\b(?:{FEW}) (?:{en}|{es})\b")
            for en, es in UNITS
        ),
        ("hemisphere", r"\b(?:spring|summer|autumn|winter|primavera|verano|otono|invierno)\b"),
    )
)
"""Words for dates that rest on a convention, by its name in case.toml."""
ZONED: Final = re.compile(r"T\d\d:.*(?:Z|[+-]\d\d:\d\d)")
NUMBERS: Final = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("some", "some|algunos|algunas"),
        ("several", "several|varios|varias"),
        ("tens", "tens|decenas"),
        ("dozens", "dozens|docenas"),
        ("hundreds", "hundreds|cientos|centenares"),
        ("thousands", "thousands|miles|millares"),
        ("nearly_percent", "nearly|almost|casi"),
    )
)
HEDGES: Final = {"nearly": "nearly_percent", "about": "about_percent", "some": "some"}


@dataclass(frozen=True, slots=True)
class Footing:
    """What an answer rests on. `places` gives for each claim its document and where its words are, if stated."""

    claims: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    conventions: tuple[str, ...] = ()


def footing(views: ReadModel, table: Table, notes: Iterable[str] = ()) -> Footing:
    """What the rows of an answer rest on. `notes` are the question's own conventions."""
    claims = [found[0] for name in named_claims(table, views.mapper.base) if (found := views.claim(name))]
    used = conventions_used(claims, views.mapper.conventions)
    return Footing(tuple(claim.id for claim in claims), tuple(map(_place, claims)), (*notes, *used))


def named_claims(table: Table, base: str) -> list[str]:
    """The ids of claims in an answer: addresses of claims anywhere, and ids in columns of claims."""
    start = f"{base}claim/"
    found: dict[str, None] = {}
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, Iri):
                if value.startswith(start):
                    found[value.removeprefix(start)] = None
            elif isinstance(value, str) and column in {"claims", "against", "custody"}:
                found.update(dict.fromkeys(value.split()))
    return sorted(found)


def _place(claim: Claim) -> tuple[str, str]:
    spots = ", ".join(f"{passage.start}-{passage.end}" for passage in claim.passages)
    return claim.id, f"{claim.source} {spots or '(place not stated)'}"


def conventions_used(
    claims: Iterable[Claim], conventions: Conventions, *, possible: Collection[str] = ()
) -> tuple[str, ...]:
    """The conventions that the dates and numbers of these claims rest on, each with its claims, in sentences.

    `possible` are claims that make something possible: a sighting among them reaches back as far as a convention says.
    """
    used: dict[str, list[str]] = {}
    for claim in claims:
        reaches = claim.id in possible and any(row.reach[0] for row in evidence_of(claim, conventions))
        for name in dict.fromkeys([*_conventions(claim), *(["sighting_days"] if reaches else [])]):
            used.setdefault(name, []).append(claim.id)
    sentences = describe(conventions)
    return tuple(f"{sentence} ({', '.join(used[name])})" for name, sentence in sentences if name in used)


def _conventions(claim: Claim) -> Iterator[str]:
    whens = [claim.said, *(when for found in dates_of(claim).values() for when in found)]
    dated = fold(" ; ".join([*(when.words for when in whens), claim.hedge_words]))
    yield from (name for name, pattern in WORDS if pattern.search(dated))
    lasted = claim.object.text if claim.relation == "duration" and isinstance(claim.object, Text) else ""
    if any(ZONED.search(when.edtf) for when in whens):
        yield "time_zone"
    if "~" in lasted or any("~" in when.edtf for when in whens):
        yield "approx_units"
    if claim.subject.kind == "count":
        counted = fold(f"{claim.hedge_words} ; {claim.object.text if isinstance(claim.object, Text) else ''}")
        yield from (name for name, pattern in NUMBERS if pattern.search(counted))
        if claim.hedge in HEDGES:
            yield HEDGES[claim.hedge]
