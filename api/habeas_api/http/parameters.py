"""Parameters and bodies of requests: what every route reads of them, and how a mistake in them is reported."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator

from habeas.casefile.paging import Page
from habeas.errors import BadChoice
from habeas.settings import LANGUAGES
from habeas_api.http.problems import WrongMedia
from habeas_api.http.urls import next_page_url, parse_query

ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 500


def require_known(given: Iterable[str], known: Iterable[str]) -> None:
    """Raises BadChoice for a parameter that is not known here, naming the nearest."""
    names = list(known)
    for name in given:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
            listed = f"Parameters: {', '.join(names)}" if names else "There are none here."
            hint = f"Did you mean {close[0]}?" if close else listed
            raise BadChoice(where=f"parameter {name[:60]}", why="there is no such parameter here", next=hint)


def check_parameters(request: Request) -> None:
    """Refuse parameters that the route does not have, and one given twice."""
    given = parse_query(request.scope["query_string"])
    known = [parameter.alias for parameter in _all_query(request.scope["route"].dependant)]
    require_known((name for name, _ in given), known)
    require_once(given)


def require_language(given: Sequence[tuple[str, str]]) -> str:
    """The language asked for, else English. Raises BadChoice for one that is not spoken here."""
    lang = dict(given).get("lang", "en")
    if lang not in LANGUAGES:
        raise BadChoice(
            where="parameter lang", why=f"“{lang[:20]}” is not spoken here", next="Languages: " + ", ".join(LANGUAGES)
        )
    return lang


def require_once(given: Sequence[tuple[str, str]]) -> None:
    """Raises BadChoice for a parameter that is given more than once."""
    names = [name for name, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise BadChoice(where=f"parameter {name[:60]}", why="this is given twice", next="Give it once.")


def _all_query(dependant: Any) -> list[Any]:
    found = list(dependant.query_params)
    for inner in dependant.dependencies:
        found.extend(_all_query(inner))
    return found


Lang = Annotated[str, Query(pattern="^(en|es)$", description="Language of labels and sentences.", examples=["es"])]
Name = Annotated[
    str | None,
    Query(
        min_length=1, max_length=500, description="A name: `person:enrique-marquez`, its slug, a label or another name."
    ),
]


def iso_day(given: object) -> object:
    """A day as year, month and day, and nothing else that might be taken for one. For parameters."""
    if not isinstance(given, str) or not ISO_DAY.fullmatch(given):
        raise ValueError("this is no day; write year, month and day: 2026-01-12")
    return given


Day = Annotated[date, BeforeValidator(iso_day)]


On = Annotated[Day | None, Query(description="The time it is about may include this day.", examples=["2026-01-10"])]
Said = Annotated[Day | None, Query(description="It had been said by the end of this day.", examples=["2026-01-12"])]
MOMENT = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
Known = Annotated[
    str | None,
    Query(description="As this file stood at the end of this day, or at this moment.", json_schema_extra=MOMENT),
]
By = Annotated[str | None, Query(min_length=1, max_length=500, description="Who says so.", examples=["Foro Penal"])]
Relation = Annotated[
    str | None,
    Query(min_length=1, max_length=200, description="A relation: its name, label or IRI.", examples=["detainedAt"]),
]
ClaimStatus = Annotated[
    Literal["live", "withdrawn", "superseded", "any"], Query(description="Where the claim stands in this file.")
]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list."""

    limit: int
    offset: int


def paging(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many at most.")] = DEFAULT_LIMIT,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="How many to leave out first.")] = 0,
) -> Paging:
    """The parameters of every list."""
    return Paging(limit, offset)


Paged = Annotated[Paging, Depends(paging)]


def next_link(request: Request, page: Page[Any], paged: Paging) -> str | None:
    """The address of the next page, when there is one."""
    return following_url(request, paged) if page.more else None


def following_url(request: Request, paged: Paging) -> str:
    """The address of the page after this one."""
    return next_page_url(request, paged.limit, paged.offset + paged.limit)


# -- bodies


async def json_body(request: Request) -> Mapping[str, Any]:
    """The JSON object sent. Raises WrongMedia, BadChoice."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise WrongMedia(why=f"a body of the kind “{media[:60]}” is not taken here", next="Send application/json.")
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise BadChoice(
            where="body", why=f"this is not JSON: {str(error)[:200]}", next="Check its brackets and quotes."
        ) from None
    if not isinstance(found, dict):
        raise BadChoice(where="body", why="a JSON object is wanted", next='For example: {"reason": "…"}')
    return found
