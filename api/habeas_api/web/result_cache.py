"""Reports for pages: what the whole case comes to, read where it is kept, else computed once and kept here.

Computing is for a worker process. A result is known by what was asked (http/caching.py has the rest). Two readers who
ask the same at the same time wait for one computation; a failure is not kept.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from starlette.requests import Request

from habeas.casefile.results import AsOfText
from habeas.errors import QueryStopped
from habeas_api.http.caching import VersionedCache, version_of
from habeas_api.service import reports
from habeas_api.service.case_service import CaseService, JobName, case_service
from habeas_api.web.language import request_language

MAX_ENTRIES: Final = 64
MAX_BYTES: Final = 48_000_000
"""Of JSON; in memory it takes some four times as much."""


class ResultCache:
    """The results of one server that are kept."""

    def __init__(self, service: CaseService) -> None:
        self._service = service
        self._results: VersionedCache[Any] = VersionedCache(
            lambda: version_of(service.head), max_entries=MAX_ENTRIES, max_bytes=MAX_BYTES
        )
        self._running: dict[tuple[str, str], asyncio.Task[Any]] = {}

    async def answer(self, what: str, given: Mapping[str, Any], job: JobName = JobName.REPORT) -> Any:
        """The result of a job, computed now or kept. Raises what the computation raises."""
        key = _key(what, given)
        if (kept := self._results.get(key)) is not None:
            return kept.value
        running = (self._results.version(), key)
        if running not in self._running:
            task = asyncio.ensure_future(self._compute(job, what, given))
            self._running[running] = task
            task.add_done_callback(lambda _: self._running.pop(running, None))
        return await asyncio.shield(self._running[running])

    def has(self, what: str, given: Mapping[str, Any]) -> bool:
        """True when the result is there already."""
        return self._results.get(_key(what, given)) is not None

    async def _compute(self, job: JobName, what: str, given: Mapping[str, Any]) -> Any:
        version = self._results.version()
        content = await (await self._service.run(job, {**given, "what": what})).read()
        result = json.loads(content)
        self._results.put(_key(what, given), result, size=len(content), version=version)
        return result


def _key(what: str, given: Mapping[str, Any]) -> str:
    return json.dumps([what, given], sort_keys=True)


def result_cache(request: Request) -> ResultCache:
    """The results kept of the case as the reader of a request may see it."""
    state, service = request.app.state, case_service(request)
    if not hasattr(state, "results"):
        state.results = WeakKeyDictionary[CaseService, ResultCache]()
    found: ResultCache = state.results.setdefault(service, ResultCache(service))
    return found


async def cached_report(request: Request, what: str, **given: Any) -> Any:
    """What a report says: read at once where it is kept in the side index, else computed once and kept here."""
    if reports.is_quick(what, given):
        return await case_service(request).read(lambda case: reports.REPORTS[what](case, given))
    return await result_cache(request).answer(what, given)


SMALL_FILE: Final = 20_000
"""In a file with at most so many live claims, the contradictions of a narrowed view are looked for on the first page.

A narrowed view is one of another day of saying, of one speaker or of an earlier moment; in a larger file its
contradictions are looked for where they are asked for.
"""


async def is_small(service: CaseService) -> bool:
    """True when findings and named people can be calculated for the whole file while a reader waits."""
    return await service.read(lambda case: few_claims(case.views.index.count().get("live", 0)))


def few_claims(live: int) -> bool:
    """True for the number of live claims of such a file."""
    return live <= SMALL_FILE


def asked_for_findings(
    as_of: AsOfText, rule: str = "", *, lang: str, limit: int, offset: int = 0, only_open: bool = True
) -> dict[str, Any]:
    """What is asked for a page of all findings, or of those of one check."""
    page = {"limit": limit, "offset": offset, "only_open": only_open}
    return {"said": as_of.said, "known": as_of.known, "by": as_of.by, "rule": rule, "lang": lang, **page}


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


async def on_map(request: Request, as_of: AsOfText, *, lang: str) -> Any:
    """Facilities where claims say they stand (`sites`, `landmarks`, `unplaced`)."""
    return await cached_report(request, "map", **_given(as_of), lang=lang)


async def at_facilities(request: Request, as_of: AsOfText, names: Sequence[str]) -> Any:
    """Facility -> how many are held there on the day, by certainty."""
    return await cached_report(request, "at-facilities", **_given(as_of), names=list(names))


async def due_next(request: Request, as_of: AsOfText, *, on: str, limit: int) -> Any:
    """The first of what is due on a day, of everybody; None where there are no rules, or it takes long."""
    return await _due(request, "due-next", as_of, on=on, limit=limit)


async def due_of(request: Request, as_of: AsOfText, person: str, *, limit: int) -> Any:
    """What is due of one person, the earliest first; None where there are no rules, or it takes long."""
    return await _due(request, "followup", as_of, person=person, stands="", limit=limit, offset=0, next="")


def cited_by(found: Any) -> list[str]:
    """The claims that some of what is due cites; none of None."""
    return [claim for one in (found["items"] if found else ()) for claim in (*one["claims"], *one["maybe"])]


async def _due(request: Request, what: str, as_of: AsOfText, **given: Any) -> Any:
    if not case_service(request).settings.followup or getattr(request.state, "published", None):
        return None
    try:
        return await cached_report(request, what, **{**_given(as_of), **given}, lang=request_language(request))
    except QueryStopped:
        return None
