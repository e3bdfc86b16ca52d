"""Cases that many tests start from: each made once by this process, and copied for who asks."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from habeas.casefile import CaseFile


def a_copy(folder: Path, *files: Path) -> Path:
    """A closed case with these files in it; none of their claims is refused."""
    return Path(shutil.copytree(_made(*files), folder))


def clear() -> None:
    """Take away the cases that were copied."""
    _made.cache_clear()
    if _room.cache_info().currsize:
        _room().cleanup()
        _room.cache_clear()


@cache
def _room() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="habeas-cases-")


@cache
def _made(*files: Path) -> Path:
    folder = Path(_room().name) / str(_made.cache_info().misses)
    with CaseFile.create(folder) as case:
        for path in files:
            assert not case.load(path).refused
    return folder
