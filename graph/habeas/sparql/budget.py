"""What each of those who ask may spend on long requests, so that one of them never has the long lane to themselves.

A budget is seconds of a worker's processor time. It fills up again as time passes, and a long request takes from it
what it took; while it is under way, as much is set aside as it may take, so that many begun at once count at once.
Short requests cost nothing, and so does whoever keeps the case. Who has nothing left is told when to come again, and
how many of their own long requests are under way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import ceil
from typing import Final

from habeas.errors import Busy, phrase

PAYER: Final[ContextVar[str]] = ContextVar("payer", default="")
"""Who asks, in the context of a request; empty for whoever keeps the case, who is not limited."""
MAX_PAYERS: Final = 1000
SHARE: Final = 6
"""No request sets more aside than this part of a whole budget: one may always begin, and a few beside it."""
MOST_WAIT: Final = 600


@dataclass(slots=True, eq=False)
class Purse:
    """What one of them has: seconds left when it was last looked at, and what is set aside for each under way."""

    left: float
    at: float
    aside: float = 0.0
    under_way: int = 0


@dataclass(slots=True, eq=False)
class Reservation:
    """What is set aside for one long request; `purse` is None for whoever is not limited."""

    purse: Purse | None
    seconds: float = 0.0

    def settle(self, spent: float) -> None:
        """It is over, and took so many seconds of the processor. Once is enough, however often it is said."""
        purse, self.purse = self.purse, None
        if purse is not None:
            purse.aside -= self.seconds
            purse.under_way -= 1
            purse.left -= spent


FREE: Final = ""


@contextmanager
def paid_by(payer: str) -> Iterator[None]:
    """What takes long within this is paid by whom it names."""
    before = PAYER.set(payer)
    try:
        yield
    finally:
        PAYER.reset(before)


class Budgets:
    """The budgets of all who ask. `clock` tells seconds that only go up."""

    def __init__(self, seconds: float, per_second: float, clock: Callable[[], float]) -> None:
        self._whole, self._per_second, self._clock = seconds, per_second, clock
        self._purses: OrderedDict[str, Purse] = OrderedDict()

    def reserve(self, payer: str, seconds: float) -> Reservation:
        """Set aside what a long request may take. Raises Busy when there is nothing left for it."""
        if payer == FREE:
            return Reservation(None)
        purse, wanted = self._purse(payer), min(seconds, self._whole / SHARE)
        short = wanted - (purse.left - purse.aside)
        if short > 0:
            raise _spent(purse, min(MOST_WAIT, max(1, ceil(short / self._per_second))))
        purse.aside += wanted
        purse.under_way += 1
        return Reservation(purse, wanted)

    def charge(self, payer: str, seconds: float) -> None:
        """Take what a request took that nobody had thought to be long."""
        if payer != FREE:
            self._purse(payer).left -= seconds

    def _purse(self, payer: str) -> Purse:
        now = self._clock()
        purse = self._purses.setdefault(payer, Purse(self._whole, now))
        purse.left = min(self._whole, purse.left + (now - purse.at) * self._per_second)
        purse.at = now
        self._purses.move_to_end(payer)
        if len(self._purses) > MAX_PAYERS:
            self._purses.popitem(last=False)
        return purse


def _spent(purse: Purse, wait: int) -> Busy:
    place, seconds = purse.under_way + 1, "a second" if wait == 1 else f"{wait} seconds"
    ahead = f"; {purse.under_way} of yours are under way" if purse.under_way else ""
    why = phrase(
        "what long questions of one token, or of everybody without one, may take is used up for now%(ahead)s",
        ahead=ahead,
    )
    told = f"Try again in {seconds}: short questions are answered all the same, and asking for less makes one short."
    return Busy(why=why, next=told, place=place, wait=wait)
