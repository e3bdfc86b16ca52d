"""Whether the engine can open its files and read them: told from what they were when they were left, or tried.

Over a changed byte the engine may never come back, take all the memory there is, or end the program; it does not check
what it reads. So whoever closes a store that was open for writing notes each file with its size, date and digest. At
opening, the small files that say what there is are compared by digest, the large ones by size and date, and only where
these differ (a copied case) by digest too. A changed file means that the store is broken: it is made again from the
journal. Where there are other files than those noted (after a crash), opening is tried first in a child with limits,
and a store over which that dies is broken too. `verify` compares every digest.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Final

from habeas import sandbox
from habeas.errors import HabeasError, Phrase, StoreBroken
from habeas.sparql.embedded import EmbeddedStore
from habeas.storage.atomic import write_atomic

NOTE: Final = "quads.json"
"""Beside the folder of the engine."""
SMALL: Final = ("CURRENT", "MANIFEST-", "OPTIONS-")
LARGE: Final = ".sst"
Look = tuple[int, int, str]
"""Size, date of change, digest."""
MEMORY_MB: Final = 4_000
SECONDS: Final = 5
"""Of processor time, and one more for each so many bytes that the engine has to read again."""
BYTES_A_SECOND: Final = 10_000_000
WALL_SECONDS: Final = 600
FINE: Final = 0
DAMAGED: Final = "the files of the engine were changed or are damaged"


def opened_to_read(store: Path) -> EmbeddedStore:
    """The store, opened to read. Raises StoreBroken, also where the engine would not come back."""
    _require_openable(store)
    return EmbeddedStore.read_only(store)


def opened_to_write(store: Path) -> EmbeddedStore:
    """The store, opened to write. Raises StoreBroken, CaseLocked."""
    _require_openable(store)
    return EmbeddedStore.open(store)


def let_go(engine: EmbeddedStore, store: Path) -> None:
    """Close a store that was open to write, and note what its files look like then; where the disk refuses that, the
    next opening tries.
    """
    engine.close()
    with suppress(OSError, HabeasError):
        if store.is_dir():
            write_atomic(_note_of(store), json.dumps(_looks(store)).encode())


CHANGED: Final = "this file of the store is not what it was when it was closed"


def changed_files(store: Path) -> list[str]:
    """The files that are not what they were when the store was left, each read whole."""
    return _changed(store, _noted(store), trust_dates=False)


def _require_openable(store: Path) -> None:
    """Raise StoreBroken where the engine would end the program over these files, or never come back."""
    if not (store / "CURRENT").is_file():
        return
    noted = _noted(store)
    if _changed(store, noted, trust_dates=True):
        raise _damaged()
    if noted.keys() != {path.name for path in _files(store)} and _dies_over(store):
        raise _damaged()


def _dies_over(store: Path) -> bool:
    seconds = SECONDS + sum(path.stat().st_size for path in store.glob("*.log")) // BYTES_A_SECOND
    command = [sys.executable, "-P", "-m", "habeas.storage.store_trial", str(store), str(seconds)]
    try:
        tried = subprocess.run(  # noqa: S603 this Python, this module
            command, capture_output=True, check=False, timeout=WALL_SECONDS, env={**os.environ, **sandbox.QUIET}
        )
        died = tried.returncode < 0
    except subprocess.TimeoutExpired:
        died = True
    return died


def _damaged() -> StoreBroken:
    advice = Phrase(
        "Rebuilding the case from the journal mends it; nothing is lost.",
        "`habeas rebuild CASE` rebuilds it from the journal; nothing is lost.",
    )
    return StoreBroken(where="store", why=DAMAGED, next=advice)


def damage_in(error: StoreBroken) -> str:
    """What is told of a store that a trial found damaged; empty for another error."""
    return error.why if error.why == DAMAGED else ""


def _note_of(store: Path) -> Path:
    return store.parent / NOTE


def _files(store: Path) -> list[Path]:
    """The files that count, but for those that grow while they are written."""
    found = (path for path in store.iterdir() if path.name.startswith(SMALL) or path.suffix == LARGE)
    return sorted(found, key=attrgetter("name"))


def _noted(store: Path) -> dict[str, Look]:
    with suppress(OSError, ValueError, TypeError):
        told = json.loads(_note_of(store).read_bytes())
        return {str(name): (int(size), int(date), str(digest)) for name, (size, date, digest) in told.items()}
    return {}


def _looks(store: Path) -> dict[str, Look]:
    """Each file with its size, date and digest; a large one is never written again, so its digest is kept."""
    noted, found = _noted(store), dict[str, Look]()
    for path in _files(store):
        size, date = _outside(path)
        known = noted.get(path.name) if path.suffix == LARGE else None
        found[path.name] = known if known and known[:2] == (size, date) else (size, date, _digest(path))
    return found


def _changed(store: Path, noted: Mapping[str, Look], *, trust_dates: bool) -> list[str]:
    there = [path for path in _files(store) if path.name in noted] if store.is_dir() else []
    trusted = (path for path in there if trust_dates and path.suffix == LARGE)
    same = {path.name for path in trusted if _outside(path) == noted[path.name][:2]}
    return [path.name for path in there if path.name not in same and _digest(path) != noted[path.name][2]]


def _outside(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _main(store: str, seconds: str) -> int:
    """The child: what the engine says of its files is no matter here, only whether it comes back to say it."""
    sandbox.limit_memory(MEMORY_MB)
    sandbox.limit_processor(int(seconds))
    with suppress(HabeasError):
        next(iter(EmbeddedStore.read_only(Path(store)).quads()), None)
    return FINE


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
