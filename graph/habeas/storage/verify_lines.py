"""Whether the views hold what single lines of the journal say: some drawn at random at each opening, or given ones.

A line is read from the journal with its hash, what it gives is worked out again, and that is looked for in the side
index and in the store. It costs a millisecond or two a line, however large the case is.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from habeas.analysis.evidence import evidence_of
from habeas.errors import HabeasError, JournalBroken
from habeas.model.canonical import content_key
from habeas.model.claims import read_claim
from habeas.model.codec import claim_from_plain, entity_from_plain, source_from_plain
from habeas.model.values import Status
from habeas.sparql.mapper import ClaimRecord, Mapper
from habeas.sparql.terms import Quad, SpoTriple
from habeas.storage import evidence_table
from habeas.storage.index_rows import claim_row, names_of, titles_of
from habeas.storage.index_tables import FOREVER, packed
from habeas.storage.journal import unfinished
from habeas.storage.journal.line import FILE, JournalEntry, Operation, with_origin
from habeas.storage.journal.reader import read_at
from habeas.storage.scope import ReadModel

AT_OPENING: Final = 6
"""So many lines are looked at whenever a case is opened."""
BLOCK: Final = 1 << 16


def drawn(journal: Path, count: int, chance: Random | None = None) -> Iterator[JournalEntry]:
    """Some lines of the journal, drawn by their place. Raises JournalBroken for one that was changed."""
    chance = chance or Random()  # noqa: S311 a sample, no secret
    path, limit = journal / FILE, unfinished.end_of(journal)
    size = (path.stat().st_size if limit is None else limit) if path.exists() else 0
    for _ in range(min(count, size)):
        with path.open("rb") as stream:
            start = _start_of_line(stream, chance.randrange(size))
            stream.seek(start)
            line = stream.readline()
        if line.endswith(b"\n"):
            yield read_at(journal, start, start + len(line))


def _start_of_line(stream: Any, place: int) -> int:
    while place > 0:
        step = min(BLOCK, place)
        stream.seek(place - step)
        found = stream.read(step).rfind(b"\n")
        if found >= 0:
            return int(place - step + found + 1)
        place -= step
    return 0


def sampled(views: ReadModel, journal: Path, count: int) -> str:
    """What of the views is not what some lines say; empty when all is. Raises JournalBroken for a line that changed."""
    try:
        return next((odd for entry in drawn(journal, count) if (odd := line_differs(views, entry))), "")
    except JournalBroken:
        raise
    except (HabeasError, sqlite3.Error, RuntimeError, ValueError, KeyError, TypeError) as error:
        return f"it cannot be read: {type(error).__name__}"


def line_differs(views: ReadModel, entry: JournalEntry) -> str:
    """What of the views is not what a line of the journal says; empty when all is."""
    look = _Look(views, entry)
    match entry.operation.op:
        case "record" | "supersede":
            return look.claim(entry.operation.body)
        case "describe" | "source":
            return look.description(entry.operation)
        case "judge":
            return look.row("SELECT told FROM judgements WHERE n = ?")
        case "decide":
            return look.row("SELECT told FROM decisions WHERE n = ?")
    return ""


_UNTIL: Final = f"CASE WHEN until > ?1 THEN {FOREVER} ELSE until END"
_ENDED: Final = "CASE WHEN until > ?1 THEN '' ELSE ended_at END"
_AT: Final = (
    f"SELECT id, key, status, source, speaker, place, start, stop, sensitivity, relation, since, {_UNTIL} FROM claims "
    "WHERE since <= ?1 ORDER BY id, since",
    "SELECT * FROM about WHERE place <= ?1 ORDER BY ref, claim, place",
    f"SELECT ref, body, sensitivity, since, {_UNTIL} FROM entities WHERE since <= ?1 ORDER BY ref, since",
    f"SELECT ref, folded, name, since, {_UNTIL} FROM names WHERE since <= ?1 ORDER BY id",
    "SELECT * FROM touched WHERE n <= ?1 ORDER BY subject, n",
    "SELECT * FROM decisions WHERE n <= ?1 ORDER BY n",
    f"SELECT n, told, {_UNTIL} FROM judgements WHERE n <= ?1 ORDER BY n",
    f"SELECT {', '.join(evidence_table.COLUMNS[:-1])}, {_ENDED}, {_UNTIL} FROM evidence WHERE n <= ?1 "
    f"ORDER BY {evidence_table.CONTENT}",
)


def digest_at(db: sqlite3.Connection, n: int) -> str:
    """A SHA-256 of what the side index held after line n, whatever was written since."""
    found = hashlib.sha256()
    for sql in _AT:
        for row in db.execute(sql, (n,)):
            found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


class _Look:
    """One line, and the views that should hold it. Its mapper is its own, for one writes each date only once."""

    def __init__(self, views: ReadModel, entry: JournalEntry) -> None:
        entry = JournalEntry(with_origin(entry.operation), entry.offset, entry.end)
        self._views, self._entry, self._n = views, entry, entry.operation.n
        self._db = views.index.connection
        self._mapper = Mapper(views.mapper.base, views.mapper.conventions)

    def row(self, sql: str) -> str:
        operation = self._entry.operation
        told = {"at": operation.at, "by": operation.by, "body": operation.body}
        found = self._db.execute(sql, (self._n,)).fetchall()
        return "" if [json.loads(one) for (one,) in found] == [told] else "a judgement or decision in the side index"

    def claim(self, body: dict[str, Any]) -> str:
        read = read_claim(claim_from_plain(body["claim"]), self._mapper.conventions, key=body.get("key") or "")
        name = read.claim.id
        row = self._views.index.claim(name)
        if row is None:
            return f"the claim {name} is not in the side index"
        if row.place > self._n:
            return ""  # it was recorded again since, and that line says what it is
        status, ended = self._status(name)
        about = {
            ref for (ref,) in self._db.execute("SELECT ref FROM about WHERE claim = ? AND place = ?", (name, self._n))
        }
        key, fields = read.key or content_key(read.claim), self._views.index.fields
        row_now = claim_row(self._entry, read, key, fields)._replace(status=status)
        if row != row_now or about != set(map(str, read.mentions)):
            return f"the claim {name} in the side index"
        told = {
            evidence_table.flat(one)[:-1] for one in evidence_of(read, n=self._n, recorded_at=self._entry.operation.at)
        }
        columns = ", ".join(evidence_table.COLUMNS[:-1])
        sql = f"SELECT {columns} FROM evidence WHERE claim = ? AND n = ?"
        if {tuple(one) for one in self._db.execute(sql, (name, self._n))} != told:
            return f"the evidence of the claim {name} in the side index"
        return "" if self._is_stored(read, self._record(body, status, ended)) else f"the claim {name} in the store"

    def _status(self, name: str) -> tuple[str, Operation | None]:
        """Where a claim stands by the lines after this one, and the line that ended it."""
        status, ended = Status.LIVE.value, None
        for later in map(with_origin, self._views.operations(f"claim:{name}")):
            if later.n > self._n and later.op == "withdraw":
                status, ended = later.body.get("status", Status.WITHDRAWN.value), later
            elif later.n > self._n and later.op == "supersede" and later.body["old"] == name:
                status, ended = Status.SUPERSEDED.value, later
        return status, ended

    def _record(self, body: dict[str, Any], status: str, ended: Operation | None) -> ClaimRecord:
        operation = self._entry.operation
        old = (body["old"],) if operation.op == "supersede" else tuple(body.get("supersedes", ()))
        if ended is None:
            return ClaimRecord(at=operation.at, by=operation.by, supersedes=old)
        reason = ended.body.get("reason", "")
        return ClaimRecord(
            at=operation.at,
            by=operation.by,
            status=Status(status),
            ended_at=ended.at,
            ended_by=ended.by,
            reason=reason,
            supersedes=old,
        )

    def _is_stored(self, read: Any, record: ClaimRecord) -> bool:
        store, me = self._views.store, self._mapper.graph_of(read.claim.id)
        asserted = set(self._mapper.assertion(read)) if record.status == Status.LIVE else set()
        facts = set(self._mapper.facts(read, record))
        mine = {triple for triple in facts if triple[0] == me}
        return (
            self._holds(asserted | facts)
            and all(store.holds(Quad(*triple, me)) for triple in asserted)
            and sum(1 for _ in store.quads(graph=me)) == len(asserted)
            and sum(1 for _ in store.quads(subject=me, graph=None)) == len(mine)
        )

    def _holds(self, triples: set[SpoTriple]) -> bool:
        """As the engine keeps them: it writes some values in another way."""
        return all(self._views.store.holds(Quad(*triple)) for triple in triples)

    def description(self, operation: Operation) -> str:
        ref = operation.body["ref"]
        sql = "SELECT body, since FROM entities WHERE ref = ? AND until = ?"
        found = self._db.execute(sql, (ref, FOREVER)).fetchall()
        if not found or found[0][1] != self._n:
            return ""  # it was described again since
        if found[0][0] != packed(operation.body):
            return f"the description of {ref} in the side index"
        if operation.op == "source":
            source = source_from_plain(operation.body)
            rows, triples = titles_of(source, self._n), self._mapper.source(source)
        else:
            entity = entity_from_plain(operation.body)
            rows, triples = names_of(entity, self._n), self._mapper.entity(entity)
        named = {(folded, name) for folded, _, name, _ in rows}
        sql = "SELECT folded, name FROM names WHERE ref = ? AND since = ?"
        if {tuple(row) for row in self._db.execute(sql, (ref, self._n))} != named:
            return f"the names of {ref} in the side index"
        return "" if self._holds(set(triples)) else f"the description of {ref} in the store"
