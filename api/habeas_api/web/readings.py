"""What a line of words may ask, as a page shows it: the question, its values in words, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from habeas.casefile.results import ParamType
from habeas.casefile.words_service import ReadWords, WordReading
from habeas.errors import Phrase
from habeas_api.http.urls import question_page_url
from habeas_api.web.i18n import localizer_for
from habeas_api.web.question_labels import parameter_label

ASKED: Final = {"ask": "1"}
"""As its button sends it."""


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """One reading: what it asks, each value with its name, and where its answer is."""

    title: str
    values: tuple[tuple[str, str], ...]
    path: str
    parameters: dict[str, str]
    doubts: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ReadingsShown:
    """What a line of words may ask."""

    sure: bool
    readings: tuple[ReadingShown, ...]


def readings_for_page(read: ReadWords | None, lang: str) -> ReadingsShown | None:
    """What a page shows of it; None where nothing was typed."""
    return ReadingsShown(read.sure, tuple(_shown(one, lang) for one in read.readings)) if read else None


def _shown(one: WordReading, lang: str) -> ReadingShown:
    local = localizer_for(lang)
    days = {param.name for param in one.question.params if param.type is ParamType.DATE}
    values = tuple(
        (parameter_label(local, name), local.day(value) if name in days else one.labels.get(name, value))
        for name, value in one.given.items()
    )
    path = question_page_url(one.question.name)
    return ReadingShown(one.question.title_in(lang), values, path, {**one.given, **ASKED}, one.doubts)
