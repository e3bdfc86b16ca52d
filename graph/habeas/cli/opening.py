"""Opening the case file a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from habeas.casefile import CaseFile


@contextmanager
def opened(folder: Path, *, write: bool = False, known: str = "") -> Iterator[CaseFile]:
    """The case file in a folder, now or as it stood at a moment, and closed again."""
    with CaseFile.open(folder, write=write) as case:
        yield case.at(known) if known else case
