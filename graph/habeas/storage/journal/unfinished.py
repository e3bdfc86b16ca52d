"""A load that is not finished: until its last line is on the disk, none of its lines counts.

Many lines are written in large steps. A small file beside the journal says where the journal ended before them; with it
there, everything after that place is as if it were not written, for every reader. The next program that opens the case
to write cuts it off.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from habeas.storage.atomic import sync_folder, write_atomic

FILE: Final = "unfinished"


def begin(folder: Path, end: int) -> None:
    """Say, on the disk, that what follows this place does not count yet."""
    write_atomic(folder / FILE, f"{end}\n".encode())


def end_of(folder: Path) -> int | None:
    """Where the journal ends for now; None where nothing is unfinished."""
    try:
        return int((folder / FILE).read_bytes())
    except FileNotFoundError:
        return None


def finish(folder: Path) -> None:
    """From now on every line counts."""
    (folder / FILE).unlink(missing_ok=True)
    sync_folder(folder)
