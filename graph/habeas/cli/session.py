"""The case a command works on, opened and closed; a bound on how long the engine may take, and a Ctrl-C that it hears.

While the engine works on one answer, Python handles no signal, and nothing can stop it from within. So Ctrl-C ends
the whole program at once, and a limit in seconds is kept by a thread. That is for commands that only read: nothing
can be left half done.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from habeas.casefile.case_file import CaseFile
from habeas.cli.main import complain
from habeas.errors import QueryRefused

BAD_INPUT = 2
SMALLER = "Ask for less: add a LIMIT, name a person or a place; or allow more time with --seconds."


@contextmanager
def opened(folder: Path, *, write: bool = False, known: str = "") -> Iterator[CaseFile]:
    """The case file in a folder, now or as it stood at a moment, and closed again."""
    with CaseFile.open(folder, write=write) as case:
        yield case.at(known) if known else case


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """End the program with a message and exit status 2 when it takes longer than this; 0 is no limit."""
    timer = threading.Timer(seconds, _end, [seconds]) if seconds > 0 else None
    before = signal.getsignal(signal.SIGINT)
    ours = threading.current_thread() is threading.main_thread()
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if timer:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer:
            timer.cancel()
        if ours:
            signal.signal(signal.SIGINT, before)


def _end(seconds: float) -> None:
    complain(QueryRefused(why=f"the query took longer than {seconds:g} seconds", next=SMALLER))
    sys.stderr.flush()
    os._exit(BAD_INPUT)
