"""How far a long command is: how many are done, how fast, and how long the rest takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from habeas.cli.output import Out

EVERY: Final = 10.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def progress(
    out: Out, doing: str, things: str, total: Callable[[], int] | None = None
) -> Iterator[Callable[[int], None] | None]:
    """Give the function to call with the number done so far; None with --quiet. `total` tells how many there are."""
    with stages(out, (doing, things, total)) as (told,):
        yield told


Stage = tuple[str, str, Callable[[], int] | None]
"""What is done, to which things, and how many there will be, asked when the first is done; None where nobody knows."""


@contextmanager
def stages(out: Out, *every: Stage) -> Iterator[list[Callable[[int], None] | None]]:
    """The same of work in several stages, one after the other: how many are done, how fast, how long it still takes."""
    if out.quiet:
        yield [None for _ in every]
    elif out.aside.is_terminal:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[told]}"))
        with Progress(*columns, TimeElapsedColumn(), console=out.aside, transient=True) as bar:
            yield [_shown(bar, *stage) for stage in every]
    else:
        yield [Ticker(out, *stage) for stage in every]


def _shown(bar: Progress, doing: str, things: str, total: Callable[[], int] | None) -> Callable[[int], None]:
    task, pace = bar.add_task(doing, total=None, told="", visible=False), Pace(things, total)
    return lambda done: bar.update(task, visible=True, told=pace.told(done))


class Pace:
    """How many are done, how fast, and how long the rest takes at that rate. `clock` counts seconds."""

    def __init__(
        self, things: str, total: Callable[[], int] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._things, self._ask, self._clock = things, total, clock
        self._began, self._total = clock(), 0

    def told(self, done: int) -> str:
        """In words: 1,200 of 5,000 claims, 400 a second, about 10 seconds left."""
        if self._ask is not None and not self._total:
            self._total = self._ask()
        rate = done / max(self._clock() - self._began, 0.001)
        words = [f"{done:,} of {self._total:,} {self._things}" if self._total else f"{done:,} {self._things}"]
        words += [f"{rate:,.0f} a second"] if rate >= 1 else []
        if self._total > done and rate > 0:
            words.append(f"about {_span((self._total - done) / rate)} left")
        return ", ".join(words)


def _span(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 100 else f"{seconds / 60:.0f} minutes"  # noqa: PLR2004 easily read


class Ticker:
    """Prints a line at most every ten seconds. `clock` counts seconds."""

    def __init__(
        self,
        out: Out,
        doing: str,
        things: str,
        total: Callable[[], int] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.out, self.doing, self.clock = out, doing, clock
        self.pace, self.last = Pace(things, total, clock), clock()

    def __call__(self, done: int) -> None:
        """Note how many are done."""
        now = self.clock()
        if now - self.last >= EVERY:
            self.last = now
            self.out.note(f"{self.doing}: {self.pace.told(done)}")
