"""The as-of parameters of a page: `?on=` a day in the world, `?said=` by which day it was said, `?known=`, `?by=`.

Empty fields of a form count as not given. A mistake in one is told at once, before anything is looked at.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

from starlette.requests import Request

from habeas.casefile import paging as lookup
from habeas.casefile.results import AsOfText
from habeas.errors import BadChoice, phrase
from habeas_api.http.parameters import ISO_DAY
from habeas_api.http.urls import AS_OF, MAX_PAGE, parse_query
from habeas_api.http.validation import require_known, require_language, require_once
from habeas_api.service.case_service import case_service


def page_parameters(request: Request, *names: str) -> dict[str, str]:
    """What the address gives, without empty fields. Raises BadChoice for parameters that the page does not have, and
    for a language that it does not speak.
    """
    given = parse_query(request.scope["query_string"])
    require_known((name for name, _ in given), (*AS_OF, "lang", "note", *names))
    require_once(given)
    require_language(given)
    return {name: value.strip() for name, value in given if value.strip()}


async def as_of_from(request: Request) -> AsOfText:
    """The as_of of a page. Raises BadChoice for what is not a date, NotFound for a speaker that is not in the file."""
    given = typed_as_of(request)
    by = given.get("by", "")
    if by:
        by = str(await case_service(request).read(partial(lookup.named, name=by)))
    return AsOfText(on=_day("on", given), said=_day("said", given), known=_moment(given), by=by)


def typed_as_of(request: Request) -> dict[str, str]:
    """The as_of as they were typed."""
    given = parse_query(request.scope["query_string"])
    return {name: value.strip() for name, value in given if name in AS_OF and value.strip()}


def _day(name: str, given: dict[str, str]) -> str:
    """A day, or nothing."""
    text = given.get(name, "")
    try:
        fits = not text or bool(ISO_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        fits = False
    if not fits:
        raise BadChoice(
            where=name,
            why=phrase("“%(text)s” is not a date", text=text[:40]),
            next="Write year, month and day: 2026-01-12",
        )
    return text


def _moment(given: dict[str, str]) -> str:
    text = given.get("known", "")
    lookup.past_moment(text or None)
    return text


def today() -> str:
    """The day that is meant where none is asked for."""
    return f"{datetime.now(UTC):%F}"


def page_number(given: dict[str, str], name: str = "page") -> int:
    """Which page of a list, from 1. Raises BadChoice."""
    text = given.get(name, "1")
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MAX_PAGE:
        raise BadChoice(
            where=name, why=phrase("“%(text)s” is not a page number", text=text[:20]), next="Pages are counted from 1."
        )
    return int(text)
