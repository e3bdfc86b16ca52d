"""The document that a form was written about, in a file beside it: a text as it is, anything else as it is read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from habeas.capture.document import ending_of
from habeas.capture.process import read_in_process
from habeas.errors import BadClaim, BadFile, phrase
from habeas.formats.read.raw import Batch

LARGEST_TEXT: Final = 50_000_000
TEXTS: Final = frozenset(["", ".txt", ".text", ".md"])
"""Endings of files that are texts already: their characters are counted as they stand in the file."""


def captured_text(folder: Path, name: object, stated: object, batch: Batch) -> dict[str, object]:
    """What the form says of the text: its hash and length; `batch` gets the text. Raises BadClaim when it is not there,
    cannot be read, or is not the one stated.

    A form may come from a stranger, so a file outside the form's own folder is not read.
    """
    path = _found(folder, name)
    try:
        content = path.read_bytes()
    except OSError:
        raise _bad_snapshot(f"the captured text {path} cannot be read", "Put it beside this file.") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if path.suffix.lower() not in TEXTS:
        found = _document(path, content, batch)
    else:
        batch.text_file = path
        found = {"sha256": sha256, "characters": len(_text(path, content))}
    if stated not in (None, sha256, found["sha256"]):
        batch.text_file = None
        why = phrase(
            "%(path)s is not the text this was written about: its SHA-256 is %(sha256)s", path=path, sha256=sha256
        )
        raise _bad_snapshot(why, "Find the captured text, or load this one as a new snapshot.")
    return found


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise _bad_snapshot(f"byte {error.start} of {path} is not UTF-8 text", "Save the text as UTF-8.") from None


def _document(path: Path, content: bytes, batch: Batch) -> dict[str, object]:
    """A file that is read first: its text, and itself beside it."""
    try:
        read = read_in_process(content)
    except BadFile as error:
        raise _bad_snapshot(f"{path}: {error.why}", error.next) from None
    text = read.text.encode()
    batch.text_file, batch.original = read.text, (content, ending_of(read.media))
    told = {"sha256": hashlib.sha256(text).hexdigest(), "characters": len(read.text)}
    return told | {"original": hashlib.sha256(content).hexdigest(), "media": read.media}


def _found(folder: Path, name: object) -> Path:
    if not isinstance(name, str) or not name or "\0" in name:
        raise _bad_snapshot(
            f"file: takes the name of a file, not {name!r:.60}", "For example: snapshot: {file: letter.txt}"
        )
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _bad_snapshot(f"{name} lies outside the folder of this file", "Put the captured text beside this file.")
    if path.is_file() and path.stat().st_size > LARGEST_TEXT:
        raise _bad_snapshot(
            f"{path} has more than {LARGEST_TEXT // 1_000_000} MB", "Leave only the text of the document in it."
        )
    return path


def _bad_snapshot(why: str, advice: str) -> BadClaim:
    return BadClaim(where="snapshot", why=why, next=advice)
