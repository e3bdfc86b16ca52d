"""How everybody stands on the day, page by page: what the first page, the lists and the pages of facilities show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request

from habeas.casefile.entity_page import AsOfText
from habeas_api.web.result_cache import cached_report

CERTAINTIES: Final = ("certain", "contested", "assumed", "possible")


def _given(as_of: AsOfText) -> dict[str, str]:
    return {"on": as_of.on, "said": as_of.said, "known": as_of.known, "by": as_of.by}


async def first_page(request: Request, as_of: AsOfText, *, most: int) -> Any:
    """How many stand in each group (`totals`), and the first names of each: `held` by certainty, and `groups`."""
    return await cached_report(request, "first-page", **_given(as_of), most=most)


async def people_page(
    request: Request, as_of: AsOfText, *, group: str, word: str, name: str, at: Sequence[str], limit: int, offset: int
) -> Any:
    """`rows` and `total` of everybody whom the filters leave."""
    given = {"group": group, "word": word, "name": name, "at": list(at), "limit": limit, "offset": offset}
    return await cached_report(request, "people", **_given(as_of), **given)


async def at_facility(request: Request, as_of: AsOfText, names: Sequence[str], *, most: int) -> Any:
    """Who is held at a facility on the day (`now`), and who was told to have been there at another time (`ever`)."""
    return await cached_report(request, "at-facility", **_given(as_of), names=list(names), most=most)


async def at_facilities(request: Request, as_of: AsOfText, names: Sequence[str]) -> Any:
    """Facility -> how many are held there on the day, by certainty."""
    return await cached_report(request, "at-facilities", **_given(as_of), names=list(names))
