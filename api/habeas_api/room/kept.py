"""What was reckoned from the whole case, kept until the case changes.

An answer is known by the head of the journal, the day, and what was asked. Two visitors who ask the same at the same time
wait for one reckoning. Old answers go first; those of an earlier head go at once.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request

from habeas.desk import Desk
from habeas_api import whole
from habeas_api.deps import service
from habeas_api.room.clocks import today

MOST: Final = 24
Plain = Any


class Kept:
    """The answers of one server that are kept."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, asyncio.Task[Plain]] = OrderedDict()
        self._head = ""
        self.reckoned = 0
        """How often something was reckoned; tests count it."""

    async def answer(self, desk: Desk, what: str, given: Mapping[str, Any]) -> Plain:
        """The answer, reckoned now or kept. Raises what the reckoning raises; a failure is not kept."""
        if desk.head != self._head:
            self._head = desk.head
            self._answers.clear()
        key = json.dumps([today(), what, given], sort_keys=True)
        if key not in self._answers:
            self.reckoned += 1
            self._answers[key] = asyncio.ensure_future(_reckon(desk, what, given))
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        try:
            return await asyncio.shield(self._answers[key])
        except BaseException:
            task = self._answers.get(key)
            if task is not None and task.done():
                self._answers.pop(key, None)
            raise

    def has(self, desk: Desk, what: str, given: Mapping[str, Any]) -> bool:
        """True when the answer is there already."""
        key = json.dumps([today(), what, given], sort_keys=True)
        return desk.head == self._head and key in self._answers and self._answers[key].done()


async def _reckon(desk: Desk, what: str, given: Mapping[str, Any]) -> Plain:
    answer = await desk.whole(whole.NAME, {**given, "what": what})
    content = b"".join([part async for part in answer.parts()])
    return json.loads(content)


def kept_of(request: Request) -> Kept:
    """The answers kept by this application."""
    state = request.app.state
    if not hasattr(state, "kept"):
        state.kept = Kept()
    found: Kept = state.kept
    return found


async def reckoned(request: Request, what: str, **given: Any) -> Plain:
    """What `whole` answers to this, kept."""
    return await kept_of(request).answer(service(request).case, what, given)
