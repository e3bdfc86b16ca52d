"""What two copies of the case clash on, in the side index: from the merge that brought it until somebody settles it.

A line `merge` says which clashes came and which are settled. In between, whoever works on the thing itself settles it:
they have seen both. That is what `casefile.agreed` says of the lines of all copies, so the next merge agrees.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from habeas.model.findings import Clash
from habeas.storage.index_tables import FOREVER, packed
from habeas.storage.journal.line import Operation

Row = tuple[str, str, dict[str, Any] | None, int]
Body = Mapping[str, Any]
TABLE: Final = """
CREATE TABLE IF NOT EXISTS clashes (
    mark TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (mark, since)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS clashes_on ON clashes (subject);
"""
CONTENT: Final = {"clashes": "mark, since"}
SETTLED: Final = frozenset({"record", "supersede", "withdraw", "describe", "source", "undescribe", "unjudge", "decide"})
"""Operations that may settle a clash, and `settings`."""


def put(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write clashes that came, and since when others (without a body) are settled."""
    for mark, subject, body, line in rows:
        sql = f"UPDATE clashes SET until = ?1 WHERE mark = ?2 AND until = {FOREVER} AND since < ?1"
        db.execute(sql, (line, mark))
        if body is not None:
            values = (mark, subject, packed(body), line, FOREVER)
            db.execute("INSERT OR REPLACE INTO clashes VALUES (?, ?, ?, ?, ?)", values)


def clashes_in(db: sqlite3.Connection, stands: str, mark: str = "") -> Iterator[Clash]:
    """The clashes that stand by an SQL condition, or the one with a mark, in the order of their marks."""
    sql = f"SELECT body FROM clashes WHERE {stands} AND (?1 = '' OR mark = ?1) ORDER BY mark"
    return (clash_from(json.loads(body)) for (body,) in db.execute(sql, (mark,)))


def clash_from(body: Body) -> Clash:
    """A clash as a line `merge` has it; what those before marks were kept lack is made of what they say."""
    kind, subject, why, then = (str(body[name]) for name in ("kind", "subject", "why", "next"))
    text = "\n".join((kind, subject, why, then))
    before: Body = {"mark": hashlib.sha256(text.encode()).hexdigest()[:10], "told": {"words": why}}
    claims, lines = (tuple(map(str, body.get(name, ()))) for name in ("claims", "lines"))
    known = body if "mark" in body else before
    return Clash(
        kind=kind,
        subject=subject,
        why=why,
        next=then,
        mark=known["mark"],
        claims=claims,
        lines=lines,
        told=known["told"],
    )


def without(body: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The body of a line `merge` without the clashes on some claims, names and lines; the same one when it has none."""
    left = [told for told in body["clashes"] if names_in(told).isdisjoint(names)]
    return {**body, "clashes": left} if left != body["clashes"] else body


def names_in(told: Body) -> set[str]:
    """The claims and names that a clash is on, and the hashes of its lines."""
    return {*told["subject"].split(), *told.get("claims", ()), *told.get("lines", ())}


class OpenClashes:
    """The clashes that stand, while operations are applied to the index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._standing: dict[str, Clash] | None = None

    def forget(self) -> None:
        """What is remembered may not be what stands in the index."""
        self._standing = None

    def changed_by(self, operation: Operation, before: Callable[[str], Body | None]) -> Iterator[Row]:
        """What an operation adds and settles; `before` gives the description of a name as it was."""
        body, op, n = operation.body, operation.op, operation.n
        standing = self._load() if op in {"merge", "settings"} or op in SETTLED else {}
        if op == "merge":
            for clash in map(clash_from, body["clashes"]):
                standing[clash.mark] = clash
                yield clash.mark, clash.subject, asdict(clash), n
            gone = [mark for mark in body.get("settled", ()) if mark in standing]
        elif standing and "origin" not in body:
            gone = [mark for mark, clash in standing.items() if _settles(operation, clash, before)]
        else:
            return
        for mark in gone:
            yield mark, standing.pop(mark).subject, None, n

    def _load(self) -> dict[str, Clash]:
        if self._standing is None:
            self._standing = {clash.mark: clash for clash in clashes_in(self._db, f"until = {FOREVER}")}
        return self._standing


def _settles(operation: Operation, clash: Clash, before: Callable[[str], Body | None]) -> bool:
    body = operation.body
    match operation.op, clash.kind:
        case "record" | "supersede", "superseded" | "recorded" if body["claim"]["id"] == clash.subject:
            return True
        case "withdraw" | "supersede", "superseded" | "id":
            return body["claim" if operation.op == "withdraw" else "old"] in clash.claims
        case "describe" | "source" | "undescribe", "described" if body["ref"] == clash.subject:
            field, then = clash.told["field"], before(clash.subject) or {}
            return bool(then.get(field) != (body.get(field) if operation.op != "undescribe" else None))
        case "unjudge", "judged":
            return {body["a"], body["b"]} == {*clash.subject.split()}
        case "decide", "decided":
            return bool(body["finding"] == clash.subject)
    return operation.op == clash.kind == "settings"
