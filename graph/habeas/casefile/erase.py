"""Erasing for somebody's safety: a claim, a document or a name leaves the whole case, its history too.

Of each line of the journal that goes, a stub stays with its hash, and a line `erase` with the reason proves the stubs:
so the chain still holds (decision 253). Kept documents that name what is erased go; saved questions and settings lose
the names; the store, the index and the search are made again. It is decided in one step and finished at the next
opening when it is cut off (`storage.erasing`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from habeas.casefile.erasure_scope import ErasureScope, scope_of
from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, Phrase, option
from habeas.model.config import ACCESS
from habeas.model.config import FILE as SETTINGS
from habeas.storage import erasing
from habeas.storage.copy_manifest import CaseCopy, known_copies
from habeas.storage.journal.line import FILE as JOURNAL
from habeas.storage.journal.line import Operation, make_line
from habeas.storage.journal.operations import KEEP
from habeas.storage.journal.stubs import GONE, digest_of_stub, stub_of
from habeas.storage.journal.union import merged_digests, other_file, other_lines, own_lines

Body = dict[str, Any]
REASON: Final = Phrase(
    "Such as: she asked for it, her family is threatened.", "--reason 'she asked for it: her family is threatened'"
)


@dataclass(slots=True)
class ErasurePlan:
    """What erasing will do. `copies` are the known backups, which hold it until they are made again; `alike` names that
    stay although a word of what is erased is in them, for a person to look at.
    """

    what: str
    claims: int = 0
    lines: int = 0
    masked: int = 0
    documents: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    copies: tuple[CaseCopy, ...] = ()
    alike: tuple[str, ...] = ()


class Erasing(OpenCase):
    """What a case file offers on erasing."""

    def erase_plan(self, name: str) -> ErasurePlan:
        """What erasing a claim, a document or a name would do, without doing it. Raises NotFound."""
        return _Erasure(self.folder, self._asked(name)).plan

    def erase(self, name: str, *, reason: str, by: str = "") -> ErasurePlan:
        """Erase a claim, a document or a name, with everything that tells of it; a stub and the reason stay.

        This cannot be undone. Raises NotFound, BadChoice.
        """
        if not reason.strip():
            raise BadChoice(where=option("reason"), why="give a reason (others will read it later)", next=REASON)
        erasure = _Erasure(self.folder, self._asked(name))
        if erasure.scope.tells(reason):
            why = "the reason names what is to be erased, and it stays in the history"
            raise BadChoice(where=option("reason"), why=why, next=REASON)
        erasure.decide(
            at=max(self._space.clock(), erasure.last.at), by=by or self.settings.recorder, reason=reason.strip()
        )
        erasing.rewrite(self.folder, self._space)
        return erasure.plan

    def _asked(self, name: str) -> tuple[str, ...]:
        """What is meant, under all its names: those that were judged to mean the same go too."""
        return tuple({*self.names(name), str(self.get(name))})


class _Erasure:
    """Works out what stands afterwards."""

    def __init__(self, folder: Path, wanted: Iterable[str]) -> None:
        self._folder, self._journal = folder, folder / "journal"
        self._own = list(own_lines(self._journal))
        self.last = self._own[-1][0]
        brought = merged_digests(operation for operation, _ in self._own)
        self._others = {digest: other_lines(self._journal, digest) for digest in brought}
        every = [operation for lines in (self._own, *self._others.values()) for operation, _ in lines]
        names = tuple(wanted)
        self.scope: ErasureScope = scope_of(names, every)
        kinds = {name.partition(":")[0] for name in names}
        self.plan = ErasurePlan(what=", ".join(sorted(kinds)), copies=known_copies(folder))
        self._stubs: dict[str, str] = {}
        self._stays: dict[str, bytes] = {}
        self._of_documents(every)
        self._journal_lines = self._rewritten(self._own)
        for digest, lines in self._others.items():
            content = self._rewritten(lines)
            if content != [line for _, line in lines]:
                name = other_file(self._journal, digest).relative_to(folder).as_posix()
                self._stays[name] = b"".join(line + b"\n" for line in content)
        self._of_other_files()
        self.plan.claims = len(self.scope.claims)
        self.plan.alike = self.scope.alike(every)

    def _rewritten(self, lines: Iterable[tuple[Operation, bytes]]) -> list[bytes]:
        return [self._line(operation, line) for operation, line in lines]

    def _line(self, operation: Operation, line: bytes) -> bytes:
        """The line as it stands afterwards: itself, or a stub."""
        if operation.op == GONE:
            return line
        gone = operation.op == KEEP and operation.body["sha256"] in self.plan.files
        op, body = (GONE, {}) if gone else self.scope.rewritten(operation)
        by = self.scope.masked(operation.by)
        if (op, body, by) == (operation.op, operation.body, operation.by):
            return line
        self.plan.lines += op == GONE
        self.plan.masked += op != GONE
        stub = stub_of(operation, op, body, by)
        self._stubs[operation.hash] = digest_of_stub(stub)
        return stub

    def _of_documents(self, operations: Iterable[Operation]) -> None:
        """The kept documents that are erased, or name what is."""
        snapshots = [
            (o.body["ref"], o.body["snapshot"]) for o in operations if o.op == "source" and o.body.get("snapshot")
        ]
        own = {snapshot["sha256"] for ref, snapshot in snapshots if ref in self.scope.refs}
        paths = [path for path in sorted((self._folder / "sources").glob("*")) if path.is_file()]
        own |= {path.stem for path in paths if self._names(path)}
        own |= {snapshot.get("original", "") for _, snapshot in snapshots if snapshot["sha256"] in own}
        for path in paths:
            if not path.name.startswith(".") and path.stem in own:
                self.plan.documents.append(f"sources/{path.name}")
                self.plan.files.append(path.stem)

    def _names(self, path: Path) -> bool:
        return self.scope.names(path.read_bytes().decode("utf-8", "replace"))

    def _of_other_files(self) -> None:
        """Saved questions and settings lose the names; bytes that were set aside after a crash go, and tokens and links
        that were given in one of the names: they open nothing any more.
        """
        for path in (self._folder / SETTINGS, *sorted((self._folder / "questions").glob("*.rq"))):
            before = path.read_bytes()
            after = self.scope.masked(before.decode("utf-8", "replace")).encode()
            if after != before:
                self._stays[path.relative_to(self._folder).as_posix()] = after
                self.plan.files.append(hashlib.sha256(before).hexdigest())
        given = (path for path in (self._folder / ACCESS).glob("*.json") if self._names(path))
        gone = [*self._journal.glob("torn-*.bin"), *given]
        self._besides = [path.relative_to(self._folder).as_posix() for path in gone]

    def decide(self, *, at: str, by: str, reason: str) -> None:
        """Decide it: from now on it will be so."""
        if not (self._stubs or self.plan.documents or self._stays):
            raise BadChoice(
                why="there is nothing of this in the case any more",
                next=Phrase("Verifying the case checks it.", "`habeas verify CASE` checks it."),
            )
        body: Mapping[str, Any] = {
            "what": self.plan.what,
            "reason": reason,
            "erased": self._stubs,
            "files": sorted(self.plan.files),
            **({"settings": self._stays[SETTINGS].decode()} if SETTINGS in self._stays else {}),
        }
        line, _ = make_line(n=self.last.n + 1, at=at, by=by, op="erase", body=body, prev=self.last.hash)
        self._stays[f"journal/{JOURNAL}"] = b"".join(one + b"\n" for one in (*self._journal_lines, line))
        erasing.decide(self._folder, self._stays, [*self.plan.documents, *self._besides])
