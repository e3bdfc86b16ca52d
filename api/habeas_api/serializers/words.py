"""A question in words as JSON: what it may ask, before anything is asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.words_service import ReadWords, WordReading
from habeas_api.http.urls import question_url


class WordReadingOut(TypedDict):
    """A saved question with values; `labels` are what its names are called, `doubts` why it was not taken."""

    question: str
    title: str
    parameters: dict[str, str]
    labels: dict[str, str]
    url: Annotated[str, Field(description="Where the answer is.")]
    doubts: list[str]


class ReadWordsOut(TypedDict):
    """What a line of words may ask, the likeliest first; nothing was asked yet."""

    words: str
    sure: Annotated[bool, Field(description="True when the first reading may be taken without asking back.")]
    readings: list[WordReadingOut]


def read_words_of(read: ReadWords, lang: str) -> ReadWordsOut:
    """What a line of words may ask."""
    return {"words": read.text, "sure": read.sure, "readings": [_reading(one, lang) for one in read.readings]}


def _reading(one: WordReading, lang: str) -> WordReadingOut:
    return {
        "question": one.question.name,
        "title": one.question.title_in(lang),
        "parameters": dict(one.given),
        "labels": dict(one.labels),
        "url": question_url(one.question.name, "", one.given),
        "doubts": [str(doubt) for doubt in one.doubts],
    }
