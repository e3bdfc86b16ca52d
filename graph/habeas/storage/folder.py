"""The folder of a case as it begins: empty, or what a killed `habeas init` left; and whether its parts are what they
should be.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadChoice, BadFile, CaseDamaged, Phrase
from habeas.model.config import FILE
from habeas.storage.atomic import LEFTOVERS, make_folder, remove_leftovers, translated, write_atomic
from habeas.storage.journal.operations import FORMAT, KEEP, kept_name
from habeas.storage.lending import LOCKS, is_served
from habeas.storage.lock import CaseLock

FOLDERS: Final = ("journal", "sources", "questions", "store")
CHECKPOINTS: Final = "store/checkpoints"
"""Where a server keeps copies of the store for its readers."""
JOURNAL: Final = "operations.jsonl"
MOST_TEXT: Final = 64_000_000
"""Bytes of the longest kept text that is read to look for quotes."""
LOCKED: Final = "locked-case.age"
"""The one file of a case that is locked with a passphrase (`storage.lockbox`)."""
CREATED: Final = b'"op":"create"'
LEFT: Final = frozenset({*FOLDERS, f"{FILE}.part", *LOCKS})
"""What a beginning is made of, before it is a case; the first version wrote its settings into the `.part`."""


def clear(folder: Path) -> None:
    """Take away what a killed beginning left. Raises BadChoice when anything else stands there."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if (folder / FILE).exists() or (folder / LOCKED).exists():
        more = ", and it is locked" if (folder / LOCKED).exists() else ""
        why, then = f"this is already a case file{more}", "Choose a new name for the case file."
        raise BadChoice(where=str(folder), why=why, next=then)
    if not is_unfinished(folder):
        why = "this folder is not empty" if folder.is_dir() else "a file of this name is there"
        raise BadChoice(where=str(folder), why=why, next="Choose a new name for the case file.")
    with CaseLock(folder, shared=False):
        if is_unfinished(folder):
            remove_leftovers(folder)
            for name in FOLDERS:
                shutil.rmtree(folder / name, ignore_errors=True)


def is_unfinished(folder: Path) -> bool:
    """True for a folder that was going to be a case, in which nothing was recorded yet."""
    if not folder.is_dir() or not all(path.name in LEFT or path.match(LEFTOVERS) for path in folder.iterdir()):
        return False
    inside = [path for name in FOLDERS[:-1] if (folder / name).is_dir() for path in (folder / name).iterdir()]
    journal = folder / "journal" / JOURNAL
    whole = [line for line in _lines(journal) if line.endswith(b"\n")]
    torn = {path for path in inside if path.parent == journal.parent and path.name.startswith("torn-")}
    return {*inside} <= {journal, *torn} and all(n == 0 and CREATED in line for n, line in enumerate(whole))


def _lines(journal: Path) -> list[bytes]:
    return journal.read_bytes().splitlines(keepends=True) if journal.is_file() else []


def sweep(folder: Path) -> None:
    """Take away what killed programs left in a case that nobody has open. A server that lent it keeps its copies."""
    for path in (folder, *folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            remove_leftovers(path)
    if not is_served(folder):
        shutil.rmtree(folder / CHECKPOINTS, ignore_errors=True)


def write_settings(folder: Path, text: str) -> None:
    """Write case.toml, whole or not at all, on the disk. With it, the folder is a case."""
    write_atomic(folder / FILE, text.encode())


def require_settings(folder: Path) -> None:
    """Raise CaseDamaged where case.toml is gone and the journal of a case is there."""
    if not (folder / FILE).exists() and (folder / "journal" / JOURNAL).is_file() and not is_unfinished(folder):
        advice = Phrase(
            "The journal has them: put them back from it.",
            "`habeas settings CASE --put-back` writes it again from the journal.",
        )
        raise CaseDamaged(
            where=str(folder / FILE), why="there is no case file here any more: its settings are gone", next=advice
        )


# -- what the journal says of the files beside it


def kept_body(content: bytes, ending: str = "") -> dict[str, object]:
    """What the journal says of a kept text, or of an original with its ending."""
    body = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    return {**body, "ending": ending} if ending else body


def keep(folder: Path, content: bytes, ending: str = "") -> tuple[Path, dict[str, object]]:
    """Keep a captured document, and make it whole again where it is not; where, and what the journal says of it."""
    body = kept_body(content, ending)
    path = folder / kept_name(body)
    if not path.is_file() or path.read_bytes() != content:
        with translated(path):
            make_folder(path.parent)
            write_atomic(path, content)
    return path, body


def kept_text(folder: Path, sha256: str, most: int = MOST_TEXT) -> tuple[str, str]:
    """A kept text, and why it is not there: `absent`, `changed`, `long` (more bytes than `most`); empty when it is."""
    path = folder / kept_name({"sha256": sha256})
    if not path.is_file():
        return "", "absent"
    if path.stat().st_size > most:
        return "", "long"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        return "", "changed"
    return content.decode("utf-8", "replace"), ""


Operations = Sequence[tuple[str, Mapping[str, Any]]]
"""Operations that are to be recorded: name and body."""


class KeptTexts:
    """Captured documents of an open case. `chained` is what the journal says of files (`Index.chained`)."""

    def __init__(self, folder: Path, chained: Callable[[], Mapping[str, str]]) -> None:
        self._folder, self._chained = folder, chained
        self._named: set[str] | None = None
        self._new: list[Path] = []
        self.waiting: list[dict[str, object]] = []
        """Documents that are to be named in the journal with the next operations."""

    def keep(self, content: bytes, ending: str = "") -> Path:
        """Keep a captured text, or an original with its ending, under its SHA-256. Returns where; one already kept is
        left as it is."""
        path = self._folder / kept_name(kept_body(content, ending))
        if not path.exists():
            self._new.append(path)
        path, body = keep(self._folder, content, ending)
        if kept_name(body) not in self._known() and body not in self.waiting:
            self.waiting.append(body)
        return path

    def first(self) -> Operations:
        """What is recorded before anything else: documents just kept, and what an older habeas did not write."""
        missing = [] if FILE in self._known() else _unchained(self._folder)
        named = [body for _, body in missing]
        found = [*missing, *((KEEP, body) for body in self.waiting if body not in named)]
        self.waiting = []
        if self._named is not None:
            self._named |= {FILE, *(kept_name(body) for op, body in found if op == KEEP)}
        return found

    def remember(self) -> None:
        """From here on, know by heart what the journal names: the views do not follow for a while."""
        self._named = set(self._chained())

    def forget_new(self) -> None:
        """What was kept is named in the journal now."""
        self._new = []

    def forget(self) -> None:
        """The views follow again."""
        self._named, self._new, self.waiting = None, [], []

    def take_back(self) -> None:
        """What was kept and is named by no line of the journal that counts goes."""
        for path in self._new:
            if self._named is not None or not self._is_named(path):
                path.unlink(missing_ok=True)
        self.forget()

    def _is_named(self, path: Path) -> bool:
        """Whether the journal has a line on it: an interrupt may come when that was just written."""
        with (
            (self._folder / "journal" / JOURNAL).open("rb") as stream,
            mmap(stream.fileno(), 0, access=ACCESS_READ) as all_,
        ):
            return all_.find(path.stem.encode("ascii")) >= 0

    @contextmanager
    def with_what_names_them(self) -> Iterator[None]:
        """Keep documents and record them within this: where it breaks off before they are named, they go too."""
        try:
            yield
        except BaseException:
            self.take_back()
            raise

    def _known(self) -> Collection[str]:
        return self._chained() if self._named is None else self._named


def _unchained(folder: Path) -> Operations:
    """The settings and the kept documents of a case, as operations; what is no longer what it was is left out."""
    text = (folder / FILE).read_text(encoding="utf-8")
    found = ((path, kept_body(path.read_bytes())) for path in sorted((folder / "sources").glob("*.txt")))
    kept = ((KEEP, body) for path, body in found if path.stem == body["sha256"])
    return [("settings", {"settings": text, "format": FORMAT}), *kept]


GROWS: Final[Mapping[str, int]] = {".jsonl": 20, ".json": 20, ".yaml": 12, ".yml": 12, ".csv": 20, ".xlsx": 20}
"""How many times as large as a file of claims is at least what is made of it; other files are about as large."""
SMALL: Final = 1_000_000
"""Bytes of a file for which nobody needs to ask."""


def require_room(folder: Path, file: Path) -> None:
    """Raise BadFile where a large file does not fit on the disk once it is taken in."""
    size = file.stat().st_size if file.is_file() else 0
    needed, free = size * GROWS.get(file.suffix.lower(), 1), shutil.disk_usage(folder).free
    if size > SMALL and free < needed:
        gigabytes = f"{needed / 1e9:,.1f} GB of room, and {free / 1e9:,.1f} GB are free"
        why = f"the disk is too small for what is made of this file: it takes at least {gigabytes}"
        raise BadFile(
            where=str(file), why=why, next="Make room, or move the case to a larger disk. Nothing was recorded."
        )


def require_folders(folder: Path) -> None:
    """Raises CaseDamaged when a file, or anything else, stands where a case has a folder."""
    for name in FOLDERS:
        path = folder / name
        if (path.exists() or path.is_symlink()) and not path.is_dir():
            made = "it is made again from the journal" if name == "store" else "put back the folder from a backup"
            raise CaseDamaged(
                where=str(path),
                why="something else is where a case file has a folder",
                next=f"Move it away; {made}.",
            )
