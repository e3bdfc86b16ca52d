"""How far a long piece of work is, on standard error: a bar on a terminal, otherwise a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from habeas.cli.output import Out

EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def progress(out: Out, doing: str, things: str) -> Iterator[Callable[[int], None] | None]:
    """Gives the function to call with the number done so far; None with --quiet."""
    if out.quiet:
        yield None
    elif out.aside.is_terminal:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,} " + things))
        with Progress(*columns, TimeElapsedColumn(), console=out.aside, transient=True) as bar:
            task = bar.add_task(doing, total=None)
            yield lambda done: bar.update(task, completed=done)
    else:
        yield Ticker(out, doing, things)


class Ticker:
    """Says a line at most every ten seconds. `clock` counts seconds."""

    def __init__(self, out: Out, doing: str, things: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.out = out
        self.words = f"{doing}: {{:,}} {things}"
        self.clock = clock
        self.last = clock()

    def __call__(self, done: int) -> None:
        """Take note of how many are done."""
        now = self.clock()
        if now - self.last >= EVERY:
            self.last = now
            self.out.note(self.words.format(done))
