"""Relax garbage collection while many small values are made that all stay, such as the claims of a whole case.

Python looks through everything that is alive again and again as it grows; reading 9,000 claims took half of its time
for that. Nothing is left behind: values without circles go as soon as nobody has them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

THRESHOLDS: Final = (200_000, 20, 20)
"""New values between two collections, and how many of those go before a longer one."""


@contextmanager
def relaxed_gc() -> Iterator[None]:
    """Collect seldom until the block ends; also a decorator."""
    before = gc.get_threshold()
    relax_gc()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def relax_gc() -> None:
    """Collect seldom from now on, for a process that does nothing else."""
    gc.set_threshold(*THRESHOLDS)
