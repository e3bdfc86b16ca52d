"""Journals to test with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from habeas.storage.journal.writer import Journal

AT = "2026-02-01T09:12:00.000Z"
LATER = "2026-02-02T09:12:00.000Z"


def filled(folder: Path, count: int = 5, *, at: str = AT) -> Path:
    journal = Journal.open(folder)
    for number in range(1, count + 1):
        journal.append("record", {"claim": f"N{number}", "quote": "«dijo» “que sí”\n"}, by="ana", at=at)
    journal.close()
    return folder


Opened = Callable[[Path], Journal]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Journals that are closed when the test is over."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(closing(Journal.open(folder)))


def file_of(folder: Path) -> Path:
    return folder / "operations.jsonl"
