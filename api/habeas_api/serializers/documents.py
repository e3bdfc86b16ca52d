"""The JSON of a document that was captured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.documents import NOTES, CaptureReport
from habeas.casefile.draft_service import DocumentDrafts, DraftView


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


class DraftOut(TypedDict):
    """A claim that is proposed from the text of a document; nothing of it is recorded."""

    key: str
    subject: str
    relation: str
    value: str
    when: Annotated[str, Field(description="The days of the event, in words.")]
    place: str
    speaker: Annotated[str, Field(description="Who says so.")]
    quote: str
    start: Annotated[int, Field(description="Where the passage begins, in code points.")]
    end: int
    missing: Annotated[list[str], Field(description="What it lacks before it can be recorded.")]
    new: Annotated[list[str], Field(description="Names that the case does not have yet.")]
    alike: Annotated[list[str], Field(description="Names of the case that are alike.")]
    recorded: Annotated[str, Field(description="The claim that says it already; empty: none.")]
    provider: Annotated[str, Field(description="What proposes it, with its version.")]
    form: Annotated[dict[str, Any], Field(description="The claim form that POST /api/claims takes to record it.")]


class DraftsOut(TypedDict):
    """The drafts from one document, in the order of its text."""

    document: str
    title: str
    truncated: Annotated[bool, Field(description="Only the beginning of a very long text was read.")]
    drafts: list[DraftOut]


def drafts_of(found: DocumentDrafts, views: Sequence[DraftView]) -> DraftsOut:
    """The drafts from one document."""
    return {
        "document": str(found.document),
        "title": found.title,
        "truncated": found.truncated,
        "drafts": [_draft_of(view) for view in views],
    }


def _draft_of(view: DraftView) -> DraftOut:
    return {
        "key": view.key,
        "subject": view.subject,
        "relation": view.relation,
        "value": view.value,
        "when": view.when,
        "place": view.place,
        "speaker": view.speaker,
        "quote": view.quote,
        "start": view.start,
        "end": view.end,
        "missing": list(view.missing),
        "new": list(view.new),
        "alike": list(view.alike),
        "recorded": view.recorded,
        "provider": view.provider,
        "form": dict(view.form),
    }


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
