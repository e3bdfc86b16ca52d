"""The captured text beside a form: found, measured, and only where the form itself lies."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from habeas.errors import BadClaim

LARGEST: Final = 50_000_000


def measured(folder: Path, name: object, stated: object = None) -> tuple[Path, dict[str, object]]:
    """Where the text is, its hash and its length. Raises BadClaim when it is not there or not the one stated.

    A form may come from a stranger, so a text outside the form's own folder is not read.
    """
    path = _found(folder, name)
    try:
        content = path.read_bytes()
        text = content.decode()
    except OSError:
        raise _bad(f"the captured text {path} cannot be read", "Put it beside this file.") from None
    except UnicodeDecodeError as error:
        raise _bad(f"byte {error.start} of {path} is not UTF-8 text", "Save the text as UTF-8.") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if stated not in (None, sha256):
        why = f"{path} is not the text this was written about: its SHA-256 is {sha256}"
        raise _bad(why, "Find the captured text, or load this one as a new snapshot.")
    return path, {"sha256": sha256, "characters": len(text)}


def _found(folder: Path, name: object) -> Path:
    if not isinstance(name, str) or not name or "\0" in name:
        raise _bad(f"file: takes the name of a file, not {name!r:.60}", "For example: snapshot: {file: letter.txt}")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _bad(f"{name} lies outside the folder of this file", "Put the captured text beside this file.")
    if path.is_file() and path.stat().st_size > LARGEST:
        raise _bad(f"{path} has more than {LARGEST // 1_000_000} MB", "Leave only the text of the document in it.")
    return path


def _bad(why: str, advice: str) -> BadClaim:
    return BadClaim(where="snapshot", why=why, next=advice)
