"""How the kept answers stand: a change notes what it reaches with it, in one transaction, and they are brought up for
that before anybody reads them, once for many changes (decision 270).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import Final

from habeas.errors import BadFile
from habeas.storage.index_tables import Affected, standing, transaction, usable

TABLE: Final = """
CREATE TABLE IF NOT EXISTS due (part TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (part, name)) WITHOUT ROWID;
"""
CURRENT, DUE, BEHIND = "yes", "due", "behind"
"""Up to date; due for what stands in the table; or, while a large file is taken in, left behind."""
LOOK_SECONDS: Final = 0.005
_STATE: Final = "SELECT value FROM meta WHERE name = 'kept'"
_EVERYBODY: Final = f"SELECT COUNT(*) FROM entities WHERE {standing(None)} AND ref >= 'person:' AND ref < 'person;'"
_NOTE: Final = "INSERT OR REPLACE INTO meta VALUES ('kept', ?)"


class DueAnswers:
    """What kept answers are due, and what brings them up. Who may not write has nothing to bring them up with."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._work: Callable[[], None] | None = None
        self._waits = False

    def when_read(self, work: Callable[[], None]) -> None:
        """Say what brings them up; it is called before anybody reads them, and calls `brought_up`."""
        self._work, self._waits = work, self._state() == DUE

    def are_behind(self) -> bool:
        """True when the kept answers are not those of what was written; what may be brought up is brought up first."""
        self.bring_up()
        return self._state() != CURRENT

    def hold(self, seconds: float = 0.0) -> None:
        """From here on, who only reads sees one state of the file, whatever is written meanwhile: one with nothing due,
        if there is one within so many seconds."""
        end = monotonic() + seconds
        with usable():
            self._db.execute("BEGIN")
            while self._state() == DUE and monotonic() < end:
                self._db.execute("ROLLBACK")
                sleep(LOOK_SECONDS)
                self._db.execute("BEGIN")

    def bring_up(self) -> None:
        """Bring up what is due. Where the disk refuses, it stays due, and answers are worked out from the claims."""
        work = self._work
        if not self._waits or work is None:
            return
        self._work = None  # what brings them up reads the index, too
        try:
            with suppress(BadFile):
                work()
        finally:
            self._work = work

    def renew(self) -> None:
        """Have what depends on settings that are others now worked out again, where this may write."""
        if self._work is not None and self._state() == CURRENT:
            with suppress(BadFile):
                self.note(Affected())
            self.bring_up()

    def brought_up(self, keep: Callable[[sqlite3.Connection], None]) -> None:
        """Bring the kept answers up to date, all or nothing."""
        with transaction(self._db):
            keep(self._db)
            self._db.execute("DELETE FROM due")
            self._db.execute(_NOTE, (CURRENT,))
        self._waits = False

    def note(self, reached: Affected | None, *, behind: bool = False) -> None:
        """Note what a change reaches, or that many are left behind, in the transaction that writes the change."""
        if behind or reached:
            self._db.execute(_NOTE, (BEHIND if behind else DUE,))
        if reached:
            rows = [(part, name) for part in Affected.__slots__ for name in getattr(reached, part)]
            self._db.executemany("INSERT OR IGNORE INTO due VALUES (?, ?)", rows)
        self._waits = not behind and (self._waits or reached is not None)

    def reached(self) -> Affected:
        """What they are due for."""
        found: dict[str, set[str]] = {part: set() for part in Affected.__slots__}
        with usable():
            for part, name in self._db.execute("SELECT part, name FROM due"):
                found[part].add(name)
        return Affected(**{part: frozenset(names) for part, names in found.items()})

    def everybody(self) -> int:
        """How many people are described."""
        with usable():
            return next(int(n) for (n,) in self._db.execute(_EVERYBODY))

    def _state(self) -> str:
        with usable():
            return next((str(state) for (state,) in self._db.execute(_STATE)), CURRENT)
