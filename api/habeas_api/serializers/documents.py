"""The JSON of a document that was captured."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.documents import NOTES, CaptureReport


class MovedOut(TypedDict):
    """How the quotes of earlier captures stand in the new text."""

    same: Annotated[int, Field(description="Where they stood.")]
    moved: Annotated[int, Field(description="Elsewhere.")]
    several: Annotated[list[str], Field(description="Claims whose words stand in several places.")]
    gone: Annotated[list[str], Field(description="Claims whose words stand there no more.")]


class CapturedOut(TypedDict):
    """What became of a file."""

    document: str
    title: str
    media: str
    sha256: Annotated[str, Field(description="The fingerprint of its text.")]
    original: Annotated[str, Field(description="The fingerprint of the file, where that is not its text.")]
    characters: int
    pages: int
    already: bool
    proposed: Annotated[dict[str, str], Field(description="What the file says of itself, and was not recorded.")]
    notes: list[str]
    moved: MovedOut | None


def captured_of(report: CaptureReport) -> CapturedOut:
    """What became of a file."""
    moved = report.moved
    return {
        "document": report.ref,
        "title": report.title,
        "media": report.media,
        "sha256": report.sha256,
        "original": report.original,
        "characters": report.characters,
        "pages": report.pages,
        "already": report.already,
        "proposed": dict(report.proposed),
        "notes": [NOTES[note] for note in report.notes],
        "moved": None
        if moved is None
        else {"same": moved.same, "moved": moved.moved, "several": list(moved.several), "gone": list(moved.gone)},
    }
