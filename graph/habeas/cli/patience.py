"""A bound on how long the engine may think, and a Ctrl-C that it hears.

While the engine works on one answer, Python handles no signal, and nothing can stop it from within. So Ctrl-C ends the whole
program at once, and a limit in seconds is kept by a thread. That is for commands that only read: nothing can be left half done.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from habeas.cli.main import complain
from habeas.errors import QueryRefused

BAD_INPUT = 2
SMALLER = "Ask for less: add a LIMIT, name a person or a place; or give it longer with --seconds."


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """What takes longer than this ends the program with a message and exit status 2; 0 is no limit. Raises nothing."""
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
