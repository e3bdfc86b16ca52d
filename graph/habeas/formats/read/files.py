"""READERS: which file ending is read how.

Every reader gives batches; a file that cannot be read at all raises BadFile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from habeas.errors import BadFile, phrase
from habeas.formats.read.esf import read_esf
from habeas.formats.read.form import FormReader
from habeas.formats.read.quads import read_quads
from habeas.formats.read.raw import Batch, Lined, json_line_parts, json_parts
from habeas.formats.read.shape import FORM
from habeas.formats.read.yaml_text import yaml_parts
from habeas.model.load_report import Refusal

MEGABYTE: Final = 1_000_000
Reader = Callable[[Path, str], Iterator[Batch]]


def read_form(parts: Iterator[Lined | BadFile], path: Path) -> Iterator[Batch]:
    """One batch a document. A document that cannot be read is refused; raises BadFile when not one can be."""
    unread: list[BadFile] = []
    some = False
    for part in parts:
        if isinstance(part, BadFile):
            unread.append(part)
            continue
        some = True
        yield FormReader(part, str(path), path.parent).read()
    if not some:
        raise unread[0] if unread else BadFile(where=str(path), why="there is no source in this file", next=FORM)
    if unread:
        yield Batch(refused=[Refusal(where=error.where, why=error.why, next=error.next) for error in unread])


def _yaml(path: Path, _base: str) -> Iterator[Batch]:
    return read_form(yaml_parts(path), path)


def _json(path: Path, _base: str) -> Iterator[Batch]:
    return read_form(json_parts(path), path)


def _json_lines(path: Path, _base: str) -> Iterator[Batch]:
    return read_form(json_line_parts(path), path)


READERS: Final[Mapping[str, tuple[Reader, int]]] = {
    ".yaml": (_yaml, 50 * MEGABYTE),
    ".yml": (_yaml, 50 * MEGABYTE),
    ".json": (_json, 50 * MEGABYTE),
    ".jsonl": (_json_lines, 0),
    ".nq": (read_quads, 200 * MEGABYTE),
    ".trig": (read_quads, 200 * MEGABYTE),
    ".ttl": (read_quads, 200 * MEGABYTE),
    ".jsonld": (read_quads, 50 * MEGABYTE),
    ".xml": (read_esf, 50 * MEGABYTE),
}
"""Ending -> reader and the largest file it takes at once (0: any size, read line by line)."""


def batches(path: Path, base: str) -> Iterator[Batch]:
    """What a file holds.

    Raises BadFile when it is missing, a folder, empty, of an unknown kind or too large to read at once.
    """
    reader, largest = _reader(path)
    size = _size(path)
    if largest and size > largest:
        why = phrase(
            "this file has %(size)s MB; a %(suffix)s file may have %(most)s MB",
            size=size // MEGABYTE,
            suffix=path.suffix,
            most=largest // MEGABYTE,
        )
        raise BadFile(
            where=str(path),
            why=why,
            next="Split it by source, or write it as .jsonl (one source a line), which has no limit.",
        )
    return reader(path, base)


def _reader(path: Path) -> tuple[Reader, int]:
    found = READERS.get(path.suffix.lower())
    if found is None and not path.is_dir():
        why = (
            phrase("files ending in “%(suffix)s” are not read", suffix=path.suffix)
            if path.suffix
            else "the file's name does not say what kind of file it is"
        )
        raise BadFile(where=str(path), why=why, next="Files read: " + " ".join(READERS))
    return found or (read_quads, 0)


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadFile(
            where=str(path),
            why=phrase("this file cannot be opened: %(strerror)s", strerror=error.strerror),
            next="Check the file name.",
        ) from None
    if path.is_dir():
        raise BadFile(
            where=str(path), why="this is a folder", next=phrase("Name the files in it: %(path)s/*.yaml", path=path)
        )
    if size == 0:
        raise BadFile(where=str(path), why="this file is empty")
    return size
