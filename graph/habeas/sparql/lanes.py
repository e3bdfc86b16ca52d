"""Who waits for a worker: short questions and long ones in two lanes, so that the long never fill the pool.

Which lane a request is in follows from how requests of its shape went before: a text without its names, words and
numbers, or a job without its day. One that was never seen counts as short unless it reads as if it looked at everything
(`reads_long`). That is a guess: whoever takes long in the short lane is found out by the clock (pool.py).
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from habeas.errors import Busy
from habeas.sparql.ipc import Request
from habeas.sparql.limits import Limits
from habeas.sparql.worker_handle import WorkerHandle

MAX_SHAPES: Final = 2000
LOOKED_AT: Final = 4000
"""Characters of a query that its shape is made of."""
CONSTANT: Final = re.compile(r"<[^<>\s]*>|\"[^\"]*\"|'[^']*'|[0-9]+")
ALL_OPEN: Final = re.compile(r"[?$]\w+\s+[?$]\w+\s+[?$]\w+")
"""A pattern that fits every triple."""
REPEATED_PATH: Final = re.compile(r"[\w>)][*+](?=[\s/|)])")
HEAVY: Final = re.compile(r"(?i)\bgroup_concat\b|\border\s+by\b|\bdistinct\b|\bcount\b|\breplace\b")
BOUNDED: Final = re.compile(r"(?i)^[^{]*\bask\b|\blimit\s+[0-9]{1,3}\s*$")
MANY_VALUES, MANY_BINDS = 3, 10
FIRST_GUESS_SECONDS: Final = 2.0
MOST_RETRY_SECONDS: Final = 60
LONG_ENOUGH: Final = 3.0
"""Seconds after which a long request is no longer passed over by short ones that came later."""


class Lane(StrEnum):
    """Short requests, and those that are known or thought to take long."""

    SHORT = "short"
    LONG = "long"


def shape_of(request: Request) -> str:
    """What requests have in common that take about as long."""
    if request.text:
        return CONSTANT.sub("_", request.text[:LOOKED_AT])
    told = {name: request.arguments.get(name) for name in ("what", "view", "ending", "name")}
    return f"{request.job or 'graph'} {told}"


def reads_long(text: str) -> bool:
    """True for a query that reads as if it looked at everything: crossings, repeated paths, all triples at once."""
    upper = text.upper()
    open_patterns = len(ALL_OPEN.findall(text))
    if open_patterns > 1 or upper.count("VALUES") >= MANY_VALUES or upper.count("BIND") >= MANY_BINDS:
        return True
    if open_patterns and not BOUNDED.search(text):
        return True
    return bool(REPEATED_PATH.search(text) and HEAVY.search(text))


class LaneMemory:
    """Which shapes took long."""

    def __init__(self) -> None:
        self._long: OrderedDict[str, bool] = OrderedDict()
        self._typical = FIRST_GUESS_SECONDS

    def lane(self, shape: str, request: Request) -> Lane:
        """The lane of a request."""
        known = self._long.get(shape)
        return Lane.LONG if (reads_long(request.text) if known is None else known) else Lane.SHORT

    def learn(self, shape: str, *, long: bool, seconds: float = 0) -> None:
        """Keep how a request went."""
        self._long[shape] = long
        self._long.move_to_end(shape)
        if len(self._long) > MAX_SHAPES:
            self._long.popitem(last=False)
        if long and seconds:
            self._typical += (seconds - self._typical) / 4

    def wait(self, place: int, at_once: int) -> int:
        """In how many seconds somebody at this place of the queue may have a turn."""
        return min(MOST_RETRY_SECONDS, max(1, ceil(self._typical * place / max(at_once, 1))))


@dataclass(slots=True, eq=False)
class Turn:
    """Somebody who waits, and the worker once there is one."""

    lane: Lane
    worker: asyncio.Future[WorkerHandle]
    since: float


class Queue:
    """Those who wait; in each lane, first come first served."""

    def __init__(self, limits: Limits, memory: LaneMemory) -> None:
        self._limits, self._memory = limits, memory
        self._turns: list[Turn] = []

    def join(self, lane: Lane) -> Turn:
        """Stand at the end."""
        loop = asyncio.get_running_loop()
        turn = Turn(lane, loop.create_future(), loop.time())
        self._turns.append(turn)
        return turn

    def next(self, *, long: bool) -> Turn | None:
        """Who is next: the short ones, unless a long one that may begin has waited for long."""
        now = asyncio.get_running_loop().time()
        open_ = [turn for turn in self._turns if not turn.worker.done() and (long or turn.lane is Lane.SHORT)]
        late = [turn for turn in open_ if turn.lane is Lane.SHORT or now - turn.since > LONG_ENOUGH]
        found = next(iter(late or open_), None)
        if found is not None:
            self._turns.remove(found)
        return found

    def leave(self, turn: Turn) -> None:
        """Stand there no longer."""
        if turn in self._turns:
            self._turns.remove(turn)

    def place(self, turn: Turn) -> int:
        """How manieth it is in its lane, from 1."""
        lane = [one for one in self._turns if one.lane is turn.lane]
        return lane.index(turn) + 1 if turn in lane else len(lane) + 1

    def is_full(self, turn: Turn) -> bool:
        """True when it stands behind as many of its lane as may wait."""
        return self.place(turn) > self._limits.waiting

    def busy(self, turn: Turn, why: str) -> Busy:
        """What somebody is told who gets no turn: at which place, and when to come again."""
        place = self.place(turn)
        at_once = self._limits.slow if turn.lane is Lane.LONG else self._limits.quick
        wait = self._memory.wait(place, at_once)
        seconds = "a second" if wait == 1 else f"{wait} seconds"
        told = f"Try again in {seconds}: this was number {place} in the queue"
        told += " of long queries, which short ones need not wait for." if turn.lane is Lane.LONG else "."
        return Busy(why=why, next=told, place=place, wait=wait)
