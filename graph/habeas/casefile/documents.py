"""Documents come into the case: a file is read, its original and its text are kept, and what moved is told.

What a file says of itself (title, publisher, date, language) is proposed. It is recorded only where somebody says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Final

from habeas.capture.document import PAGE, Document, ending_of
from habeas.capture.process import CaptureLimits, Progress, read_in_process
from habeas.capture.quotes import Match, locate
from habeas.casefile.descriptions import newer
from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, BadClaim, BadDate, BadFile
from habeas.model.codec import source_from_plain, source_to_plain
from habeas.model.codec_values import address
from habeas.model.values import Claim, Ref, Snapshot, Source, Status, When, slug_of

DEFAULT_LIMITS: Final = CaptureLimits()
UPLOADED: Final = CaptureLimits(most_bytes=64_000_000, seconds=60.0)
"""What a file may take that comes over HTTP."""
PUBLISHERS: Final = ("org", "person", "collective")
LONGEST_SLUG: Final = 60
NOTES: Final = {
    "encoding guessed": "The file does not say how its letters are written; that was guessed. Look at accents.",
    "attachments not read": "What is attached is in the original, and was not read. Save it, and capture it by itself.",
    "recognised": "The words were recognised from a picture. Compare a quote with the picture before you rely on it.",
    "pages without text": "Some pages hold no text: they are pictures. Their words cannot be quoted.",
    "no text": "There is no text in this file: it is a picture. It is kept, and its words cannot be quoted.",
}
"""What people must know of a reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What somebody says of a document. `ref` names one of the case, of which this is another capture."""

    ref: str = ""
    title: str = ""
    kind: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    url: str = ""
    note: str = ""


PROPOSED: Final = ("title", "publisher", "date", "language", "url", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The quotes of earlier captures in the new text: how many stand where they stood, how many elsewhere; those that
    stand nowhere, or in several places, by claim."""

    same: int = 0
    moved: int = 0
    several: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureReport:
    """What became of a file. `proposed` is what it says of itself and was not recorded; `notes` are keys of NOTES."""

    file: str
    ref: str
    title: str
    media: str
    sha256: str
    original: str
    characters: int
    pages: int
    already: bool
    proposed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    moved: Moved | None = None


def read_file(
    content: bytes, file: str, limits: CaptureLimits = DEFAULT_LIMITS, progress: Progress | None = None
) -> Document:
    """What a file says, read in a process with limits. Raises BadFile, which names the file."""
    try:
        return read_in_process(content, limits, progress)
    except BadFile as error:
        raise BadFile(where=file, why=error.why, next=error.next) from None


class Capturing(OpenCase):
    """What a case file offers on documents."""

    def capture(
        self,
        content: bytes,
        file: str,
        about: About | None = None,
        *,
        accept: bool = False,
        by: str = "",
        limits: CaptureLimits = DEFAULT_LIMITS,
        progress: Progress | None = None,
    ) -> CaptureReport:
        """Read a file, keep it with its text, and record the document. `accept` takes what the file says of itself.

        Raises BadFile where it cannot be read; BadChoice, BadDate, NotFound for what was said of it. Then nothing is
        kept.
        """
        if self._space.journal is None:
            raise BadChoice(why="this case file was opened to read only", next="Open it with write=True.")
        read = read_file(content, file, limits, progress)
        return self.keep_document(content, file, read, about or About(), accept=accept, by=by)

    def keep_document(
        self, content: bytes, file: str, read: Document, about: About, *, accept: bool = False, by: str = ""
    ) -> CaptureReport:
        """The same for a file that was read already."""
        text, original = read.text.encode(), hashlib.sha256(content).hexdigest()
        proposed = self._proposed_by(read, about)
        taken = {**proposed, **_said(about)} if accept else _said(about)
        snapshot = Snapshot(
            sha256=hashlib.sha256(text).hexdigest(),
            characters=len(read.text),
            captured_at=self._space.clock(),
            original=original if text != content else "",
            media=read.media,
        )
        old = self._document_known(about.ref, snapshot)
        source = self._described_source(taken, file, old)
        moved = None
        if old is None or old.snapshot is None or old.snapshot.sha256 != snapshot.sha256:
            moved = self._moved_quotes(source.ref, read.text) if old is not None else None
            source = replace(source, snapshot=replace(snapshot, gone=moved.gone) if moved else snapshot)
        whole = newer(old, source) if old else source
        changed = old is None or whole != old
        if changed:
            with self._space.texts.with_what_names_them():
                if text != content:
                    self._space.texts.keep(content, ending_of(read.media))
                self._space.texts.keep(text)
                self._space.commit([("source", source_to_plain(whole))], by=by or self.settings.recorder)
        return CaptureReport(
            file=file,
            ref=str(whole.ref),
            title=whole.title,
            media=read.media,
            sha256=snapshot.sha256,
            original=snapshot.original,
            characters=len(read.text),
            pages=read.text.count(PAGE) + 1 if PAGE in read.text or read.media == "application/pdf" else 0,
            already=not changed,
            proposed={} if accept else {key: value for key, value in proposed.items() if value != _is(whole, key)},
            notes=read.notes,
            moved=moved,
        )

    # -- which document

    def _document_known(self, ref: str, snapshot: Snapshot) -> Source | None:
        """The document that is named; else the one that has this very file already. Raises NotFound."""
        if ref:
            found = self.views.index.entity(str(self.get(ref, ["doc"])))
            return source_from_plain(found) if found else None
        for body in self.views.index.entities("doc"):
            kept = body.get("snapshot") or {}
            same = kept.get("original", "") == snapshot.original and kept.get("sha256") == snapshot.sha256
            if same and snapshot.characters:
                return source_from_plain(body)
            if same and snapshot.original:
                return source_from_plain(body)
        return None

    def _described_source(self, told: Mapping[str, str], file: str, old: Source | None) -> Source:
        title = told.get("title", "") or (old.title if old else "") or PurePath(file).stem
        date = told.get("date", "")
        if date:
            When(edtf=date).read(self.settings.conventions)
        return Source(
            ref=old.ref if old else self._free_document(slug_of(title)[:LONGEST_SLUG].strip("-")),
            title=title,
            kind=told.get("kind", ""),
            publisher=self._publisher_named(told.get("publisher", "")),
            language=told.get("language", ""),
            date=When(edtf=date) if date else None,
            url=address(told["url"]) if told.get("url") else "",
            note=told.get("note", ""),
        )

    def _free_document(self, slug: str) -> Ref:
        """The name of a new document; with a number behind it where it is taken."""
        found, number = Ref("doc", slug), 2
        while self.views.index.entity(str(found)) is not None or self.views.index.mentioned(str(found)):
            found, number = Ref("doc", f"{slug}-{number}"), number + 1
        return found

    def _publisher_named(self, name: str) -> Ref | None:
        return self.get(name, PUBLISHERS) if name else None

    # -- what the file says of itself

    def _proposed_by(self, read: Document, about: About) -> dict[str, str]:
        """What the file says of itself and nobody said otherwise, as far as it can be recorded."""
        told = {key: getattr(read, key) for key in PROPOSED if getattr(read, key) and not getattr(about, key)}
        if "publisher" in told and len(self._publishers_called(told["publisher"])) != 1:
            del told["publisher"]
        try:
            When(edtf=told.get("date", "2000")).read(self.settings.conventions)
        except BadDate:
            del told["date"]
        try:
            address(told.get("url") or "https://example.org/")
        except BadClaim:
            del told["url"]
        return told

    def _publishers_called(self, name: str) -> list[Ref]:
        return [ref for ref in self.find(name) if ref.kind in PUBLISHERS]

    # -- what became of the quotes

    def _moved_quotes(self, ref: Ref, text: str) -> Moved:
        """How the quotes of earlier captures stand in the new text."""
        rows = list(self.views.index.claims(source=str(ref), status=Status.LIVE.value))
        claims = [claim for row in rows if (claim := self.views.claim_in(row)[0]).quote and claim.snapshot]
        same = moved = 0
        several, gone = list[str](), list[str]()
        for claim in claims:
            found = locate(claim.quote, text)
            if found.match is Match.MISSING:
                gone.append(claim.id)
            elif found.match is Match.SEVERAL:
                several.append(claim.id)
            elif _stands_there(claim, found.passages):
                same += 1
            else:
                moved += 1
        return Moved(same=same, moved=moved, several=tuple(several), gone=tuple(gone))


def _stands_there(claim: Claim, passages: Iterable[Any]) -> bool:
    return tuple(passages) == claim.passages


def _said(about: About) -> dict[str, str]:
    return {key: value for key in (*PROPOSED, "note") if (value := getattr(about, key))}


def _is(source: Source, key: str) -> str:
    value = getattr(source, key)
    return value.edtf if isinstance(value, When) else str(value or "")
