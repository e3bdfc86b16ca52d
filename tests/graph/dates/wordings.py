"""Reads wordings.txt: words for dates with the days they mean, and words that must not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

SAID: Final = date(2026, 1, 14)
"""A Wednesday: the day on which all of them are said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words with the first and the last day that they may mean; None is no limit."""

    words: str
    language: str
    ahead: bool
    first: date | None
    last: date | None


def _lines() -> Iterator[tuple[str, str]]:
    """Each line with its section."""
    section = ""
    for line in (Path(__file__).parent / "wordings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            yield section, line


def _day(text: str) -> date | None:
    return None if text == ".." else date.fromisoformat(text)


def _wording(section: str, line: str) -> Wording:
    words, first, last = (part.strip() for part in line.split("|"))
    mode, language = section.split()
    return Wording(words=words, language=language, ahead=mode == "ahead", first=_day(first), last=_day(last))


READ: Final = [_wording(section, line) for section, line in _lines() if section != "refused"]
REFUSED: Final = [line.strip() for section, line in _lines() if section == "refused"]
