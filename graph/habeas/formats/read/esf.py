"""Files of the Events Standard Formats of HURIDOCS, as `habeas export` and OpenEvSys write them (docs/esf.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from habeas.errors import BadFile
from habeas.formats.esf.decode import decode
from habeas.formats.read.esf_xml import read_records
from habeas.formats.read.raw import Batch


def read_esf(path: Path, _base: str) -> Iterator[Batch]:
    """A batch for each document that the file quotes, and one for the file itself. Raises BadFile."""
    file = read_records(path)
    if not file.records:
        why = "there are no events, persons or other records in this file"
        raise BadFile(where=str(path), why=why, next="Export it again with something in it.")
    yield from decode(file, path)
