"""Records of the Events Standard Formats as the XML that OpenEvSys exports and imports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from habeas.formats.esf.fields import MANAGEMENT, EsfFile, EsfRecord
from habeas.formats.write.encoding import encoded, escaped

NAMESPACE: Final = "http://www.huridocs.org/"
LOST: Final = (
    "judgements on names: each name is a person of its own",
    "places within a captured text and the text itself; notes",
    "claims that were withdrawn",
)
"""What the form has no room for. What has no code of its own is listed in the file and when it is written."""


def write(file: EsfFile) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(file))


def _parts(file: EsfFile) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<events xmlns="{NAMESPACE}">\n<meta_data>\n'
    for name, value in (("instance", file.instance), ("date", file.date), ("time", "00:00:00"), ("lang", file.lang)):
        yield f"\t<{name}>{escaped(value)}</{name}>\n"
    yield "</meta_data>\n"
    for record in file.records:
        yield from _record(record, "\t")
    yield "</events>\n"


def _record(record: EsfRecord, indent: str) -> Iterator[str]:
    yield f"{indent}<{record.format}>\n"
    yield from _fields(record, indent + "\t", managed=False)
    yield f"{indent}\t<management_data>\n"
    yield from _fields(record, indent + "\t\t", managed=True)
    yield f"{indent}\t</management_data>\n"
    for one in record.inside:
        yield from _record(one, indent + "\t")
    yield f"{indent}</{record.format}>\n"


def _fields(record: EsfRecord, indent: str, *, managed: bool) -> Iterator[str]:
    for name, values in record.fields.items():
        if (name in MANAGEMENT) is managed:
            for value in values:
                yield f"{indent}<{name}>{escaped(value)}</{name}>\n"
