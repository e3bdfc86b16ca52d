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
from habeas.formats.read.outside.ftm import read_ftm
from habeas.formats.read.outside.gedcom import read_gedcom
from habeas.formats.read.outside.glx import read_glx
from habeas.formats.read.outside.gramps import read_gramps
from habeas.formats.read.outside.rdf_mapping import mapping_beside, read_mapped_rdf
from habeas.formats.read.outside.wikidata import is_wikidata, read_wikidata
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
    parts = list(json_parts(path))
    if len(parts) == 1 and not isinstance(parts[0], BadFile) and is_wikidata(parts[0]):
        return iter([read_wikidata(path, parts[0])])
    return read_form(iter(parts), path)


def _json_lines(path: Path, _base: str) -> Iterator[Batch]:
    return read_form(json_line_parts(path), path)


READERS: Final[Mapping[str, tuple[Reader, int]]] = {
    ".yaml": (_yaml, 50 * MEGABYTE),
    ".yml": (_yaml, 50 * MEGABYTE),
    ".json": (_json, 50 * MEGABYTE),
    ".jsonl": (_json_lines, 0),
    ".ftm.json": (read_ftm, 50 * MEGABYTE),
    ".nq": (read_quads, 200 * MEGABYTE),
    ".trig": (read_quads, 200 * MEGABYTE),
    ".ttl": (read_quads, 200 * MEGABYTE),
    ".jsonld": (read_quads, 50 * MEGABYTE),
    ".xml": (read_esf, 50 * MEGABYTE),
    ".ged": (read_gedcom, 50 * MEGABYTE),
    ".glx": (read_glx, 50 * MEGABYTE),
    ".gramps": (read_gramps, 50 * MEGABYTE),
}
"""Ending -> reader and the largest file it takes at once (0: any size, read line by line)."""


def batches(path: Path, base: str, mapping: Path | None = None) -> Iterator[Batch]:
    """What a file holds; RDF of another system by a mapping, which is given or lies beside it.

    Raises BadFile when it is missing, a folder, empty, of an unknown kind or too large to read at once.
    """
    if found := mapping or mapping_beside(path):
        return read_mapped_rdf(path, found)
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
    ending = next((end for end in sorted(READERS, key=len, reverse=True) if path.name.lower().endswith(end)), "")
    found = READERS.get(ending)
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
