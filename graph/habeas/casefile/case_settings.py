"""The settings of a case, under the chain of its journal: whether case.toml is what was recorded last.

case.toml is there to be edited. A change by hand holds at once; it is told until somebody records it or puts the file
back, so that a change by somebody else does not go unseen (decision 241).
"""

from __future__ import annotations

from pathlib import Path

from habeas.casefile.open_case import OpenCase, change_settings, settings_recorded
from habeas.errors import BadChoice, NotFound, Phrase
from habeas.model.config import FILE
from habeas.storage.clock import clock_remarks
from habeas.storage.folder import write_settings
from habeas.storage.journal.reader import last_moment, read
from habeas.storage.lock import CaseLock
from habeas.storage.lockbox import require_open
from habeas.storage.verify_files import settings_changes


class Settling(OpenCase):
    """What a case file offers on its settings."""

    def settings_changes(self) -> list[str]:
        """The lines of case.toml that are not those of the journal, `- before` and `+ now`; none when all are."""
        recorded = settings_recorded(self._space)
        return settings_changes(self.folder, recorded) if recorded else []

    def remarks(self) -> list[str]:
        """What somebody who opens the case should know before anything else, a sentence each."""
        found = []
        if self._space.odd:
            found.append(f"The store was not what the journal says ({self._space.odd}); it was made again.")
        if self.settings_changes():
            changed = "case.toml was changed since it was recorded."
            found.append(Phrase(changed, f"{changed} `habeas settings {self.folder}` shows how."))
        return [*found, *clock_remarks(last_moment(self.folder / "journal"), self._space.clock())]

    def accept_settings(self, *, reason: str = "", by: str = "") -> bool:
        """Record case.toml as it stands. Gives whether there was anything to record."""
        text = (self.folder / FILE).read_text(encoding="utf-8")
        if settings_recorded(self._space) == text:
            return False
        if self._space.journal is None:
            raise BadChoice(why="this case file was opened to read only", next="Open it with write=True.")
        change_settings(self._space, text, by=by, reason=reason)
        return True

    @staticmethod
    def put_back_settings(folder: Path | str) -> None:
        """Write case.toml as the journal has it last; the case is not open. Raises NotFound, CaseLocked."""
        _put_back(Path(folder))


def _put_back(folder: Path) -> None:
    """Write case.toml as the journal has it last, whatever stands there now. Raises NotFound where it has none."""
    require_open(folder)
    with CaseLock(folder, shared=False):
        texts = [e.operation.body["settings"] for e in read(folder / "journal") if "settings" in e.operation.body]
        if not texts:
            why = "the journal of this case does not have the settings: an older habeas wrote it"
            raise NotFound(where=str(folder), why=why, next="Put back case.toml from a backup.")
        write_settings(folder, texts[-1])
