"""Whether the files of a case beside its views are what the journal names: kept documents, case.toml; and who may read
them.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.errors import Phrase
from habeas.model.config import FILE
from habeas.storage.journal.operations import kept_name

PUT_BACK_DOCUMENT: Final = (
    "Put it back from a backup; its name is the SHA-256 it had. Loading the file again that it came with keeps it too."
)
SETTINGS_NEXT: Final = Phrase(
    "If the change is yours, record it. If not, put back the settings from the journal.",
    "If the change is yours: `habeas settings CASE --accept`. If not: `habeas settings CASE --put-back`.",
)
MOST_SHOWN: Final = 4
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
OURS: Final = (
    "journal",
    "sources",
    "store",
    ".token",
    ".pseudonyms",
    ".access",
    ".access/*",
    "journal/*",
    "store/*.sqlite",
)
"""What habeas alone writes: for the owner alone, whatever folder it lies in."""
YOURS: Final = (FILE, "sources/*", "questions/*", "store/*")
"""What people put there too, or the engine by itself: of concern where others can get into the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something that is not as it was written: where, what, and what to do."""

    where: str
    why: str
    next: str = ""


def documents(folder: Path, named: Collection[str]) -> tuple[int, list[Damage]]:
    """How many documents are kept, and those that are gone or changed. `named` are the SHA-256 in the journal."""
    found = [
        p for p in sorted((folder / "sources").glob("*")) if p.is_file() and p.suffix != ".part" and p.name[0] != "."
    ]
    gone = sorted(kept_name({"sha256": sha}) for sha in set(named) - {path.stem for path in found})
    changed = [f"sources/{p.name}" for p in found if hashlib.sha256(p.read_bytes()).hexdigest() != p.stem]
    told = [("this document is gone, and the journal names it", gone), ("this document was changed", changed)]
    return len(found), [Damage(where=w, why=why, next=PUT_BACK_DOCUMENT) for why, places in told for w in places]


def settings(folder: Path, recorded: str | None) -> list[Damage]:
    """Whether case.toml is what the journal has last; nothing is known of it in a journal of an older habeas."""
    changes = settings_changes(folder, recorded) if recorded is not None else []
    if not changes:
        return []
    why = f"it was changed since it was recorded: {'; '.join(changes[:MOST_SHOWN])}"
    return [Damage(where=FILE, why=why, next=SETTINGS_NEXT)]


def settings_changes(folder: Path, recorded: str) -> list[str]:
    """The lines of case.toml that are not those of the journal: `- before`, `+ now`."""
    now = (folder / FILE).read_text(encoding="utf-8", errors="replace")
    lines = difflib.unified_diff(recorded.splitlines(), now.splitlines(), lineterm="", n=0)
    told = [f"{line[0]} {line[1:]}" for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    return told or (["+ (an end of line)"] if now != recorded else [])


def modes(folder: Path) -> list[Damage]:
    """Folders and files that other accounts of this computer may use, where the system knows such modes."""
    if os.name == "nt":
        return []
    wrong = list(readable_by_others(folder))
    if not wrong:
        return []
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    why = f"other accounts of this computer may use this (mode {wrong[0].stat().st_mode & 0o777:o}){more}"
    return [Damage(where=str(wrong[0]), why=why, next=f"chmod -R go= {folder}")]


def readable_by_others(folder: Path) -> Iterator[Path]:
    """What in a case is not for its owner alone."""
    patterns = OURS if not folder.stat().st_mode & OTHERS else (*OURS, *YOURS)
    for path in (folder, *(path for pattern in patterns for path in sorted(folder.glob(pattern)))):
        if not path.is_symlink() and path.stat().st_mode & OTHERS:
            yield path


def close_to_others(folder: Path) -> None:
    """Take every right from other accounts, as far as this one may."""
    if os.name != "nt":
        for path in list(readable_by_others(folder)):
            path.chmod(path.stat().st_mode & 0o700)
