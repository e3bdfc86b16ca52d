"""The side index: a small SQLite file beside the store, for what the engine has no index for.

Which claims there are and where their journal lines stand, what each entity was called, which claims are about whom,
names with accents folded. A cache like the store: written on the same path, safe to delete, rebuilt from the journal.
It keeps its own note of the journal position it has reached.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from habeas.analysis.values import Evidence
from habeas.identity.matching.phonetics import NameWord
from habeas.model.disclosure import NO_FIELDS
from habeas.model.followup import NO_RULES
from habeas.storage import claim_table, clash_table, due, evidence_table, index_tables, name_table
from habeas.storage.atomic import make_private
from habeas.storage.contract import ClaimRow, NameOrNames
from habeas.storage.due import DueAnswers
from habeas.storage.index_tables import (
    FOREVER,
    Affected,
    IndexChange,
    kind_range,
    layout_of,
    standing,
    transaction,
    usable,
)
from habeas.storage.name_table import FoundName

TABLES: Final = index_tables.TABLES + name_table.TABLES + evidence_table.TABLE + clash_table.TABLE + due.TABLE
CONTENT: Final = index_tables.CONTENT | name_table.CONTENT | clash_table.CONTENT | {"evidence": evidence_table.CONTENT}
"""The tables that are made from the journal, and the order of their rows."""
COLUMNS: Final = ", ".join(f"claims.{name}" for name in ClaimRow._fields)


class Index:
    """The side index of one case, now or as after line `n` of the journal. One writer; others open it read-only."""

    def __init__(self, connection: sqlite3.Connection, n: int | None = None, *, layout: str = "") -> None:
        self._db = connection
        self.n, self.layout = n, layout
        self.stands = standing(n)
        """The SQL condition for the rows of a table with a history that stand."""
        self._evident = standing(n, "n")
        self._recorded = "1" if n is None else f"n <= {int(n)}"
        self.settings, self.fields, self.followup = "", NO_FIELDS, NO_RULES
        """Digest of the settings the content depends on (an index made under others is empty); the fields they mark;
        the rules of follow-up."""
        self.answers = DueAnswers(connection)
        """How the kept answers stand; of the same index as of other lines, too."""

    def at(self, n: int | None) -> Index:
        """The same index as it was after line `n` of the journal (None: as it is now), to read only."""
        found = Index(self._db, n, layout=self.layout)
        found.settings, found.answers = self.settings, self.answers
        found.fields, found.followup = self.fields, self.followup
        return found

    @property
    def present(self) -> Index:
        """The index as it is now, whatever moment this one is of."""
        return self.at(None)

    def line_at(self, moment: str) -> int:
        """The last journal line at a moment (UTC, as in the journal); 0 when there was none yet."""
        sql = "SELECT n FROM moments WHERE at <= ? ORDER BY at DESC LIMIT 1"
        return next((int(n) for (n,) in self._rows(sql, (moment,))), 0)

    @classmethod
    def open(cls, path: Path, extra: str = "") -> Index:
        """Open for writing, and make the tables that are not there, `extra` ones too. Raises StoreBroken."""
        settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        with usable():
            make_private(path)
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                connection.executescript(f"{settings} BEGIN; {TABLES + extra} COMMIT;")  # all of them in one write
            except BaseException:
                connection.close()
                raise
        return cls(connection, layout=layout_of(TABLES + extra))

    @classmethod
    def read_only(cls, path: Path, extra: str = "") -> Index:
        """Open for reading, also where SQLite cannot write its aside files. Raises StoreBroken when it is missing."""
        fixed = "" if os.access(path.parent, os.W_OK) else "&immutable=1"
        with usable():
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{fixed}", uri=True, isolation_level=None)
        return cls(connection, layout=layout_of(TABLES + extra))

    @classmethod
    def in_memory(cls, extra: str = "") -> Index:
        """An index that lives as long as the program."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.executescript(TABLES + extra)
        return cls(connection, layout=layout_of(TABLES + extra))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def position(self) -> tuple[int, str]:
        """Number and hash of its last journal line; (0, "") when empty, of another layout or other settings."""
        meta = dict(self._rows("SELECT name, value FROM meta"))
        if meta.get("layout") != self.layout or meta.get("settings") != self.settings:
            return 0, ""
        return int(meta.get("n", "0")), meta.get("head", "")

    def kept_is_behind(self) -> bool:
        """True when the kept answers are not those of what was written. Who may write brings up what is due first."""
        return self.answers.are_behind()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file, for the tables of kept answers; what is due of them is brought up first."""
        self.answers.bring_up()
        return self._db

    def write(
        self, rows: IndexChange, *, n: int = 0, head: str = "", reached: Affected | None = None, behind: bool = False
    ) -> None:
        """Put a change and the journal position it reaches (none: as before) into the index, all or nothing. Kept
        answers become due for what it `reached`, or are left `behind`."""
        db = self._db
        with transaction(db):
            index_tables.write(db, rows)
            name_table.put(db, ((ref, folded, name, n, FOREVER) for folded, ref, name, n in rows.names))
            evidence_table.put(db, rows.evidence, rows.ended, forever=FOREVER)
            clash_table.put(db, rows.clashes)
            self.answers.note(reached, behind=behind)
            meta: dict[str, object] = {"layout": self.layout, "settings": self.settings}
            meta |= {"n": n, "head": head} if n else {}
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in meta.items()])

    # -- reading

    def _rows(self, sql: str, values: Sequence[str] = ()) -> list[Any]:
        """The rows of an answer. Raises StoreBroken when the file is damaged."""
        with usable():
            return self._db.execute(sql, values).fetchall()

    @property
    def _claims(self) -> str:
        return f"SELECT {COLUMNS} FROM claims WHERE {self.stands}"

    def claim(self, claim_id: str) -> ClaimRow | None:
        """The claim with that id."""
        return next((ClaimRow(*row) for row in self._rows(f"{self._claims} AND id = ?", (claim_id,))), None)

    def claims_by_id(self, ids: Sequence[str]) -> dict[str, ClaimRow]:
        """The claims with these ids, in this order; ids that are not in the file are left out."""
        sql = f"{self._claims} AND id IN (SELECT value FROM json_each(?))"
        found = {row.id: row for row in (ClaimRow(*row) for row in self._rows(sql, (json.dumps(ids),)))}
        return {claim_id: found[claim_id] for claim_id in ids if claim_id in found}

    def claim_with_key(self, key: str) -> ClaimRow | None:
        """The claim that says exactly this."""
        return next((ClaimRow(*row) for row in self._rows(f"{self._claims} AND key = ?", (key,))), None)

    def claims(
        self, *, about: NameOrNames = "", source: NameOrNames = "", speaker: NameOrNames = "", status: str = ""
    ) -> Iterator[ClaimRow]:
        """Claims in the order they were recorded; every filter must hold, for one of its names where it has several."""
        return self.some_claims(-1, 0, about=about, source=source, speaker=speaker, status=status)

    def some_claims(
        self, limit: int, offset: int, *, about: NameOrNames = "", **named: NameOrNames
    ) -> Iterator[ClaimRow]:
        """The same, so many after the first `offset`; `by` are speakers or documents."""
        return (ClaimRow(*row) for row in self._some(COLUMNS, about, named, limit, offset))

    def page_of_claims(
        self, limit: int, offset: int = 0, *, about: NameOrNames = "", **named: NameOrNames
    ) -> tuple[list[ClaimRow], int]:
        """The same, and how many there are in all."""
        rows = [ClaimRow(*row) for row in self._some(COLUMNS, about, named, limit, offset)]
        is_last = len(rows) < limit and (rows or not offset)
        return rows, offset + len(rows) if is_last else self._number(about, named)

    def _number(self, about: NameOrNames, named: Mapping[str, NameOrNames]) -> int:
        sql, values = claim_table.number(self.n, about, named)
        return int(self._rows(sql, values)[0][0])

    def _some(
        self, columns: str, about: NameOrNames, named: Mapping[str, NameOrNames], limit: int, offset: int
    ) -> list[Any]:
        return self._rows(*claim_table.some(columns, self.n, about, named, limit, offset))

    def _claims_about(self, test: str) -> str:
        return claim_table.looked_up(f"SELECT DISTINCT claim, place AS at FROM about WHERE {test}", COLUMNS, self.n)

    def latest(self, limit: int) -> list[ClaimRow]:
        """The live claims that were recorded last, the last one first."""
        sql = f"{self._claims} AND +status = 'live' ORDER BY place DESC LIMIT ?"
        return [ClaimRow(*row) for row in self._rows(sql, (str(limit),))]

    def claims_of_kind(self, kind: str) -> Iterator[ClaimRow]:
        """The live claims that are about anything of a kind, in the order they were recorded."""
        sql = f"{self._claims_about('ref >= ? AND ref < ?')} AND +status = 'live' ORDER BY place"
        return (ClaimRow(*row) for row in self._rows(sql, kind_range(kind)))

    def claims_with(self, relation: str, *, about: Sequence[str] = ()) -> Iterator[ClaimRow]:
        """The live claims with a relation, about any of some names where any are given, in their order."""
        named = f"ref IN ({', '.join('?' * len(about))}) AND claim = claims.id AND place = claims.place"
        test = f" AND EXISTS (SELECT 1 FROM about WHERE {named})" if about else ""
        sql = f"{self._claims} AND +status = 'live' AND relation = ?{test} ORDER BY place"
        return (ClaimRow(*row) for row in self._rows(sql, (relation, *about)))

    def count(self) -> dict[str, int]:
        """How many claims stand in each status; as it is now, without counting them."""
        counted = f"SELECT status, COUNT(*) FROM claims WHERE {self.stands} GROUP BY status"
        return dict(self._rows("SELECT status, n FROM claim_numbers" if self.n is None else counted))

    def entity(self, ref: str) -> dict[str, Any] | None:
        """The latest description of an entity or a source, as it stands in the journal."""
        rows = self._rows(f"SELECT body FROM entities WHERE {self.stands} AND ref = ?", (ref,))
        return dict(json.loads(rows[-1][0])) if rows else None

    def descriptions(self, refs: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The latest descriptions of these entities and sources, as far as they are described."""
        sql = f"SELECT ref, body FROM entities WHERE {self.stands} AND ref IN (SELECT value FROM json_each(?))"
        return {ref: json.loads(body) for ref, body in self._rows(sql, (json.dumps(refs),))}

    def entities(self, kind: str = "", limit: int = -1) -> Iterator[dict[str, Any]]:
        """Every description, of one kind or of all, in the order of their names; or so many of them."""
        sql = f"SELECT body FROM entities WHERE {self.stands} AND ref >= ? AND ref < ? ORDER BY ref LIMIT ?"
        rows = self._rows(sql, (*kind_range(kind), str(limit)))
        return (json.loads(body) for (body,) in rows)

    def named(self, folded: str) -> list[str]:
        """The refs that carry this name, accents and case folded."""
        return name_table.named(self._rows, self.stands, folded)

    def names_with(self, groups: Sequence[Sequence[str]], *, kinds: Sequence[str] = (), limit: int) -> list[FoundName]:
        """Names with a word of each group, of some kinds or of all. A word that ends in * stands for its beginnings."""
        return name_table.with_words(self._rows, self.stands, groups, kinds, limit)

    def near_words(self, word: NameWord) -> list[str]:
        """Words of names that this one may be written for."""
        return name_table.near_words(self._rows, word)

    def mentioned(self, ref: str) -> bool:
        """True when some claim is about this ref."""
        recorded = "1" if self.n is None else f"place <= {int(self.n)}"
        return bool(self._rows(f"SELECT 1 FROM about WHERE ref = ? AND {recorded} LIMIT 1", (ref,)))

    def chained(self) -> dict[str, str]:
        """What the journal says of files beside it, by name: `format`, `case.toml`, `sources/….txt`."""
        return dict(self._rows("SELECT name, value FROM chained"))

    def touched(self, subject: str) -> list[tuple[int, int]]:
        """The places in the journal of every operation on a claim, entity or source, oldest first."""
        sql = f"SELECT start, stop FROM touched WHERE subject = ? AND {self._recorded} ORDER BY n"
        return self._rows(sql, (subject,))

    def judgements(self) -> Iterator[tuple[int, dict[str, Any], dict[str, str] | None]]:
        """Every judgement: its line, what it says with time and recorder, and how it was taken back, or None."""
        rows = self._rows(f"SELECT n, told, back, until FROM judgements WHERE {self._recorded} ORDER BY n")
        stood = self.n if self.n is not None else FOREVER
        return (
            (n, json.loads(told), json.loads(back) if back and until <= stood else None)
            for n, told, back, until in rows
        )

    def decisions(self, key: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
        """Every decision on a finding, or those on one: its line, and what it says with time and recorder."""
        where, values = (" AND key = ?", (key,)) if key else ("", ())
        rows = self._rows(f"SELECT n, told FROM decisions WHERE {self._recorded}{where} ORDER BY n", values)
        return ((n, json.loads(told)) for n, told in rows)

    def evidence(self, kinds: Sequence[str] = ()) -> Iterator[Evidence]:
        """Every evidence row that stands, in the order of people; those that name nobody first."""
        with usable():
            yield from evidence_table.read_all(self._db, self._evident, kinds, past=self.n is not None)

    def evidence_of_posts(self) -> Iterator[Evidence]:
        """The evidence rows on posts: who held which, over which body; and on deaths, which end a term."""
        with usable():
            yield from evidence_table.read_of_posts(self._db, self._evident)

    def evidence_about(
        self, people: Sequence[str], names_of: Callable[[str], Iterable[str]] = lambda name: (name,)
    ) -> list[Evidence]:
        """The evidence of some people, with the nameless rows on their events; `names_of` gives all names of one."""
        with usable():
            return evidence_table.read_about(self._db, people, self._evident, names_of)

    def digest(self) -> str:
        """A SHA-256 of all it holds, equal for equal content."""
        with usable():
            return index_tables.digest(self._db, CONTENT)
