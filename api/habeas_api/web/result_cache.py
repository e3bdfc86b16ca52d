"""What was reckoned from the whole case, kept until the case changes.

An answer is known by the head of the journal, the day, and what was asked. Two visitors who ask the same at the same time
wait for one reckoning. Old answers go first; those of an earlier head go at once.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from starlette.requests import Request

from habeas_api.service.case_service import CaseService
from habeas_api.service.jobs import JobName, report
from habeas_api.service.state import case_service
from habeas_api.web.as_of import today

MAX_ENTRIES: Final = 64
MAX_BYTES: Final = 48_000_000
"""So many bytes of JSON are kept together; in memory they take some four times as much."""


class ResultCache:
    """The answers of one server that are kept."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, asyncio.Task[Sized]] = OrderedDict()
        self._head = ""
        self.reckoned = 0
        """How often something was reckoned; tests count it."""

    async def answer(
        self, service: CaseService, what: str, given: Mapping[str, Any], job: JobName = JobName.REPORT
    ) -> Any:
        """The answer of a job, computed now or kept. Raises what the computation raises; a failure is not kept."""
        if service.head != self._head:
            self._head = service.head
            self._answers.clear()
        key = _key(what, given)
        if key not in self._answers:
            self.reckoned += 1
            self._answers[key] = asyncio.ensure_future(_compute(service, job, {**given, "what": what}))
        self._answers.move_to_end(key)
        task = self._answers[key]
        try:
            found = await asyncio.shield(task)
        except BaseException:
            if task.done() and self._answers.get(key) is task:
                del self._answers[key]
            raise
        self._make_room()
        return found.value

    def has(self, service: CaseService, what: str, given: Mapping[str, Any]) -> bool:
        """True when the answer is there already."""
        task = self._answers.get(_key(what, given))
        return service.head == self._head and task is not None and task.done()

    def _make_room(self) -> None:
        """Let the oldest answers go while all of them take too much; the newest stays."""
        done = {key: task.result().size for key, task in self._answers.items() if task.done() and not task.exception()}
        total = sum(done.values())
        for key, size in list(done.items())[:-1]:
            if total > MAX_BYTES or len(self._answers) > MAX_ENTRIES:
                del self._answers[key]
                total -= size


class Sized(NamedTuple):
    """An answer, and how long it was as JSON."""

    value: Any
    size: int


def _key(what: str, given: Mapping[str, Any]) -> str:
    return json.dumps([today(), what, given], sort_keys=True)


async def _compute(service: CaseService, job: JobName, given: Mapping[str, Any]) -> Sized:
    content = await (await service.run(job, given)).read()
    return Sized(json.loads(content), len(content))


def result_cache(request: Request) -> ResultCache:
    """The answers kept by this application."""
    state = request.app.state
    if not hasattr(state, "kept"):
        state.kept = ResultCache()
    found: ResultCache = state.kept
    return found


async def cached_report(request: Request, what: str, **given: Any) -> Any:
    """What the report job answers to this: read at once where it is kept in the side index, else computed once and kept here."""
    if report.is_quick(what, given):
        return await case_service(request).read(lambda case: report.ANSWERS[what](case, given))
    return await result_cache(request).answer(case_service(request), what, given)
