"""The edition of a case for an audience: a folder of its own in the case's store, with a journal, a store, an index.

Its journal is what `operations` tells of the journal of the case, under today's protection, with the times and
recorders of there. Whoever opens it finds a case that never held anything else: no query, count, page or error can tell
that more is known. It is a cache: it follows the case, and is made again when protection changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from habeas.errors import BadFile, CaseReadOnly
from habeas.model.as_of import Audience
from habeas.model.config import FILE, CaseSettings, read_settings, settings_text
from habeas.storage.atomic import write_atomic
from habeas.storage.editions.operations import Body
from habeas.storage.editions.reading import EditionLine, JournalReading, Protection, views_of
from habeas.storage.folder import FOLDERS, JOURNAL
from habeas.storage.journal.line import FIRST, make_line
from habeas.storage.lending import is_writable

FOLDER: Final = "editions"
NOT_MADE: Final = "what anybody may read of this case cannot be prepared: nothing can be written in its folder"
SERVE_ELSEWHERE: Final = (
    "Whoever keeps the case reads it with the link that the server printed, or serves a copy of it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an edition lacks: lines to follow; or, where what it holds no longer holds, its whole journal."""

    lines: Sequence[EditionLine] = ()
    journal: bytes | None = None


class Edition:
    """The edition of one case for one audience. One thread at a time; the case may be open, and written to.

    `tables` are those of the answers that are kept beside the index of the case; `name` is its own where a program has
    an edition to itself, beside the one that a server may have open.
    """

    def __init__(self, case: Path, audience: Audience, tables: str, name: str = "") -> None:
        self._case, self._audience, self._tables = case, audience, tables
        self.folder = case / "store" / FOLDER / (name or audience.value)
        self._reading: JournalReading | None = None
        self._settings = CaseSettings()
        self._questions: dict[str, bytes] = {}

    def due(self) -> Update:
        """What it lacks of the case as it is now: lines to follow, or its whole journal (`replace_journal`)."""
        with closing(views_of(self._case, self._tables)) as views:
            settings = read_settings(self._case)
            found = Protection.of(views, self._audience, settings.sensitivity)
            reading = self._reading
            holds = reading is not None and reading.still_holds(views, found)
            if reading is not None and holds and reading.settings(settings) == self._settings:
                update = Update(lines=reading.read_on(views))
            else:
                reading = self._reading = JournalReading(self._case, views, found)
                lines = reading.read_on(views)
                self._settings = reading.settings(settings)
                update = self._beside_what_is_there(lines)
            self._questions = reading.questions()
        if update.journal is None:
            self._copy_files(reading)
        return update

    def _beside_what_is_there(self, lines: Sequence[EditionLine]) -> Update:
        """Lines after those that it has already; else the whole journal."""
        journal = self.folder / "journal" / JOURNAL
        written = list(_written(lines))
        there = journal.read_bytes() if self._is_ours() and journal.exists() else b""
        had = there.count(b"\n")
        if had and there == b"".join(written[:had]):
            return Update(lines=lines[had:])
        return Update(journal=b"".join(written))

    def _is_ours(self) -> bool:
        """True when the folder is that of an edition under these settings; it may have settled its own time zone."""
        if not (self.folder / FILE).exists():
            return False
        there, wanted = read_settings(self.folder), self._settings
        if not wanted.conventions.time_zone:
            there = replace(there, conventions=replace(there.conventions, time_zone=""))
        return there == wanted

    def doubts(self) -> list[tuple[str, str]]:
        """Words that may name somebody withheld, each with the text that it stands in, on which nobody has decided."""
        with closing(views_of(self._case, self._tables)) as views:
            found = Protection.of(views, self._audience, read_settings(self._case).sensitivity)
            reading = JournalReading(self._case, views, found)
            reading.read_on(views)
            return list(reading.masker.doubts)

    def replace_journal(self, update: Update) -> None:
        """Put a whole journal in the place of what is there; nobody may have the folder open.

        Raises BadFile, CaseReadOnly.
        """
        assert self._reading is not None  # noqa: S101 the update was made from it
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            for folder in (self.folder.parent, self.folder, *(self.folder / name for name in FOLDERS)):
                folder.mkdir(exist_ok=True, mode=0o700)
            write_atomic(self.folder / "journal" / JOURNAL, update.journal or b"")
            self._copy_files(self._reading)
            write_atomic(self.folder / FILE, settings_text(self._settings, whole=True).encode())
        except OSError as error:
            if not is_writable(self._case):
                raise CaseReadOnly(why=NOT_MADE, next=SERVE_ELSEWHERE) from None
            where = str(self.folder)
            raise BadFile(where=where, why=f"the edition cannot be written: {error.strerror}") from None

    def _copy_files(self, reading: JournalReading) -> None:
        """The captured texts and the saved questions that name nobody withheld, and no other questions."""
        for sha in reading.texts_to_copy():
            source = self._case / "sources" / f"{sha}.txt"
            if source.exists() and not (self.folder / "sources" / source.name).exists():
                write_atomic(self.folder / "sources" / source.name, source.read_bytes())
        for path in (self.folder / "questions").glob("*.rq"):
            if path.name not in self._questions:
                path.unlink()
        for name, content in self._questions.items():
            path = self.folder / "questions" / name
            if not path.exists() or path.read_bytes() != content:
                write_atomic(path, content)


def _written(lines: Iterable[EditionLine]) -> Iterator[bytes]:
    """The journal that these lines make."""
    prev = FIRST
    for told in lines:
        line, prev = make_line(n=told.n, at=told.at, by=told.by, op=told.op, body=told.body, prev=prev, step=told.step)
        yield line + b"\n"


def batches(lines: Iterable[EditionLine]) -> Iterator[tuple[EditionLine, list[tuple[str, Body]]]]:
    """Lines of one step, time and recorder together: the first of them, and the operations of all."""
    for _, group in groupby(lines, key=lambda line: (line.first, line.at, line.by)):
        some = list(group)
        yield some[0], [(line.op, line.body) for line in some]
