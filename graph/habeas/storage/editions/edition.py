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
from typing import Final, NamedTuple, NoReturn

from habeas.errors import BadFile
from habeas.identity.name_spotter import masker_of
from habeas.model.as_of import Audience
from habeas.model.config import FILE, CaseSettings, read_settings, settings_text
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.masking import TextMasker
from habeas.model.text import fold
from habeas.model.values import Ref, slug_of
from habeas.sparql.mapper import Mapper
from habeas.storage.atomic import write_atomic
from habeas.storage.audience import policy_of, withheld_claims
from habeas.storage.editions.operations import Body, OperationRedactor
from habeas.storage.editions.values import ValueRedactor
from habeas.storage.folder import FOLDERS, JOURNAL
from habeas.storage.index import Index
from habeas.storage.journal.line import FIRST, Operation, make_line, step_of
from habeas.storage.journal.reader import read, read_at
from habeas.storage.scope import ReadModel
from habeas.vocab import KINDS

FOLDER: Final = "editions"


class EditionLine(NamedTuple):
    """A line of the journal of an edition: its number, that of the first of its step, when, by whom, which, what."""

    n: int
    first: int
    at: str
    by: str
    op: str
    body: Body

    @property
    def step(self) -> int:
        """The first line of its step, as a later line names it."""
        return self.first if self.n > self.first else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an edition lacks: lines to follow; or, where what it holds no longer holds, its whole journal."""

    lines: Sequence[EditionLine] = ()
    journal: bytes | None = None


class Edition:
    """The edition of one case for one audience. One thread at a time; the case may be open, and written to.

    `tables` are those of the answers that are kept beside the index of the case.
    """

    def __init__(self, case: Path, audience: Audience, tables: str) -> None:
        self._case, self._audience, self._tables = case, audience, tables
        self.folder = case / "store" / FOLDER / audience.value
        self._reading: _Reading | None = None

    def due(self) -> Update:
        """What it lacks of the case as it is now: lines to follow, or its whole journal (`replace_journal`)."""
        with closing(_views(self._case, self._tables)) as views:
            settings = read_settings(self._case)
            found = _Protection.of(views, self._audience, settings.sensitivity)
            if self._reading is not None and self._reading.still_holds(views, found):
                lines = self._reading.read_on(views)
                self._copy_texts()
                return Update(lines=lines)
            self._reading = _Reading(self._case, views, found)
            update = self._beside_what_is_there(self._reading.read_on(views), settings)
        self._copy_texts()
        return update

    def _beside_what_is_there(self, lines: Sequence[EditionLine], settings: CaseSettings) -> Update:
        """Lines after those that it has already; else the whole journal."""
        journal = self.folder / "journal" / JOURNAL
        written = list(_written(lines))
        there = journal.read_bytes() if self._is_ours(settings) and journal.exists() else b""
        had = there.count(b"\n")
        if had and there == b"".join(written[:had]):
            return Update(lines=lines[had:])
        return Update(journal=b"".join(written))

    def _is_ours(self, settings: CaseSettings) -> bool:
        """True when the folder is that of an edition under these settings; it may have settled its own time zone."""
        if not (self.folder / FILE).exists():
            return False
        there, wanted = read_settings(self.folder), self._settings(settings)
        if not wanted.conventions.time_zone:
            there = replace(there, conventions=replace(there.conventions, time_zone=""))
        return there == wanted

    def _settings(self, settings: CaseSettings) -> CaseSettings:
        """Those of the case; what is left of it is public."""
        assert self._reading is not None  # noqa: S101 it was read before
        mask = self._reading.masker.mask
        title, recorder = mask(settings.title), mask(settings.recorder)
        return replace(settings, title=title, recorder=recorder, sensitivity=Audience.PUBLIC.most)

    def replace_journal(self, update: Update) -> None:
        """Put a whole journal in the place of what is there; nobody may have the folder open. Raises BadFile."""
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            for folder in (self.folder.parent, self.folder, *(self.folder / name for name in FOLDERS)):
                folder.mkdir(exist_ok=True, mode=0o700)
            write_atomic(self.folder / "journal" / JOURNAL, update.journal or b"")
            self._copy_texts()
            settings = self._settings(read_settings(self._case))
            write_atomic(self.folder / FILE, settings_text(settings, whole=True).encode())
        except OSError as error:
            where = str(self.folder)
            raise BadFile(where=where, why=f"the edition cannot be written: {error.strerror}") from None

    def _copy_texts(self) -> None:
        """The captured texts and the saved questions that name nobody withheld."""
        reading = self._reading
        if reading is None or not self.folder.exists():
            return
        for sha in reading.texts_to_copy():
            _copy(self._case / "sources" / f"{sha}.txt", self.folder / "sources" / f"{sha}.txt")
        for path in sorted((self._case / "questions").glob("*.rq")):
            text = path.read_text(encoding="utf-8", errors="replace")
            if reading.masker.mask(text) == text and reading.masker.mask(path.name) == path.name:
                _copy(path, self.folder / "questions" / path.name)


def _copy(source: Path, target: Path) -> None:
    if source.exists() and (not target.exists() or target.read_bytes() != source.read_bytes()):
        write_atomic(target, source.read_bytes())


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


# -- the case, read beside whoever has it open


def _views(case: Path, tables: str) -> ReadModel:
    """The side index and the journal of a case, to read only, while it is open elsewhere."""
    settings = read_settings(case)
    index = Index.read_only(case / "store" / "index.sqlite", tables)
    index.settings = settings.digest()

    def fetch(start: int, stop: int) -> Operation:
        return read_at(case / "journal", start, stop).operation

    return ReadModel(_no_store, index, Mapper(settings.base, settings.conventions), fetch)


def _no_store() -> NoReturn:
    raise AssertionError("an edition asks the index only")


@dataclass(frozen=True, slots=True)
class _Protection:
    """What may not be seen today."""

    policy: DisclosurePolicy
    claims: frozenset[str]

    @classmethod
    def of(cls, views: ReadModel, audience: Audience, default: str) -> _Protection:
        policy = policy_of(views, audience.most, default)
        return cls(policy, withheld_claims(views, default, audience.most))


class _Reading:
    """How far a journal was read, under which protection."""

    def __init__(self, case: Path, views: ReadModel, protection: _Protection) -> None:
        self._case, self._index = case, views.index
        self._policy, self._withheld = protection.policy, protection.claims
        self._theirs: dict[str, bool] = {}
        self._seen: set[str] = set()
        self._readable: dict[str, bool] = {}
        self._copied: set[str] = set()
        self._offset = 0
        self._at, self._n = "", 0
        self._step = (0, 0)
        """The step of the case that was read last, and the first line that it has here."""
        self.masker: TextMasker = masker_of(self._policy.names, self._policy.people, self._is_theirs)
        values = ValueRedactor(self._policy, self.masker, self._may_read)
        self._redactor = OperationRedactor(values, lambda claim: claim in self._withheld)

    def still_holds(self, views: ReadModel, protection: _Protection) -> bool:
        """True when nothing of what was read would read otherwise today."""
        self._index = views.index
        turned = self._withheld ^ protection.claims
        if self._policy != protection.policy or not turned.isdisjoint(self._seen):
            return False
        self._withheld = protection.claims
        return all(self._look_up(text) == theirs for text, theirs in self._theirs.items())

    def read_on(self, views: ReadModel) -> list[EditionLine]:
        """The lines of what was not read yet, as far as the index knows the journal."""
        last, _ = views.index.position()
        lines: list[EditionLine] = []
        for entry in read(self._case / "journal", start=self._offset):
            operation = entry.operation
            if operation.n > last:
                break
            self._offset = entry.end
            if claim := operation.body.get("claim") if operation.op in ("record", "supersede") else None:
                self._seen.add(claim["id"])
            self._at = max(self._at, operation.at)
            lines += self._lines_of(operation)
        return lines

    def _lines_of(self, operation: Operation) -> Iterator[EditionLine]:
        by, first = self._redactor.by(operation), self._redactor.origin(operation)
        for op, body in self._redactor.read(operation):
            self._n += 1
            if self._step[0] != step_of(operation):
                self._step = (step_of(operation), self._n)
            yield EditionLine(self._n, self._step[1], self._at, by, op, body | first)

    def texts_to_copy(self) -> list[str]:
        """The captured texts that may be read and were not asked for here before."""
        found = [sha for sha, readable in self._readable.items() if readable and sha not in self._copied]
        self._copied.update(found)
        return found

    def _may_read(self, sha: str) -> bool:
        if sha not in self._readable:
            path = self._case / "sources" / f"{sha}.txt"
            text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            self._readable[sha] = self.masker.mask(text) == text
        return self._readable[sha]

    # -- what somebody visible is called

    def _is_theirs(self, text: str) -> bool:
        if text not in self._theirs:
            self._theirs[text] = self._look_up(text)
        return self._theirs[text]

    def _look_up(self, text: str) -> bool:
        named = {*self._index.named(fold(text))}
        if text == slug_of(text):
            named |= {f"{kind}:{text}" for kind in KINDS}
        return any(self._is_visible(name) for name in named if Ref.parse(name) not in self._policy.withheld)

    def _is_visible(self, name: str) -> bool:
        """True for somebody whom a claim names that may be seen."""
        sql = """SELECT claim FROM about WHERE ref = ?1 UNION SELECT id FROM claims WHERE speaker = ?1
            UNION SELECT id FROM claims WHERE source = ?1"""
        return any(claim not in self._withheld for (claim,) in self._index.connection.execute(sql, (name,)))
