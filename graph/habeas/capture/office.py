"""Texts of word processors: DOCX and ODT, which are XML in a ZIP file. Pure, but for memory.

Paragraphs, tables, notes, headers and footers are read, in their order; no macro, no picture and no link is followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from habeas.capture.document import Document
from habeas.errors import BadFile, phrase

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
TERMS: Final = "{http://purl.org/dc/terms/}"
META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
MOST_UNPACKED: Final = 200_000_000
"""Bytes of the largest part of an archive once it is unpacked."""
DAMAGED: Final = "this file is damaged: a part of it cannot be read"
OPEN_IT: Final = "Open it in the program that made it, save it again, and capture that."


def part_of(archive: ZipFile, name: str) -> bytes:
    """A part of an archive. Raises BadFile for one that is too large, encrypted or damaged; KeyError for none."""
    entry = archive.getinfo(name)
    if entry.flag_bits & 1:
        raise BadFile(why="this file is protected by a password", next="Save it without one, and capture that.")
    if entry.file_size > MOST_UNPACKED:
        why = phrase(
            "a part of this file would be %(size)s MB large once it is unpacked",
            size=f"{entry.file_size // 1_000_000:,}",
        )
        raise BadFile(why=why, next="No document needs that; ask whoever sent it.")
    try:
        with archive.open(entry) as stream:
            content = stream.read(MOST_UNPACKED + 1)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise BadFile(why=DAMAGED, next=OPEN_IT) from error
    if len(content) > MOST_UNPACKED:
        raise BadFile(why="a part of this file is far larger than it says", next="Ask whoever sent it.")
    return content


def opened(content: bytes) -> ZipFile:
    """An archive. Raises BadFile."""
    try:
        return ZipFile(BytesIO(content))
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadFile(why=DAMAGED, next=OPEN_IT) from error


def _xml(archive: ZipFile, name: str) -> Element:
    content = part_of(archive, name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadFile(why="this file defines entities of its own, which no word processor writes", next=OPEN_IT)
    try:
        return ElementTree.fromstring(content)  # noqa: S314 without a document type there are no entities
    except (ElementTree.ParseError, ValueError) as error:
        raise BadFile(why=DAMAGED, next=OPEN_IT) from error


# -- DOCX


def read_docx(content: bytes) -> Document:
    """A text of Word and others. Raises BadFile."""
    with opened(content) as archive:
        names = archive.namelist()
        parts = ["word/document.xml", *sorted(n for n in names if n.startswith(("word/header", "word/footer")))]
        parts += [name for name in ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml") if name in names]
        lines = [line for name in parts if name in names for line in _lines(_xml(archive, name), _docx_line, _DOCX)]
        told = _xml(archive, "docProps/core.xml") if "docProps/core.xml" in names else None
    return Document(
        media=DOCX,
        text="\n".join(lines),
        title=_told(told, f"{DC}title"),
        date=_told(told, f"{TERMS}modified")[:10],
        language=_told(told, f"{DC}language")[:2].lower(),
    )


def _docx_line(paragraph: Element) -> str:
    words = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
    return "".join(
        each.text or "" if each.tag == f"{W}t" else words.get(str(each.tag), "") for each in paragraph.iter()
    )


# -- ODT


def read_odt(content: bytes) -> Document:
    """A text of LibreOffice and others. Raises BadFile."""
    with opened(content) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in part_of(archive, "META-INF/manifest.xml"):
            raise BadFile(why="this file is protected by a password", next="Save it without one, and capture that.")
        body = _xml(archive, "content.xml").find(f"{OFFICE}body")
        lines = list(_lines(body, _odt_line, _ODT)) if body is not None else []
        told = _xml(archive, "meta.xml") if "meta.xml" in names else None
    return Document(
        media=ODT,
        text="\n".join(lines),
        title=_told(told, f"{DC}title"),
        date=(_told(told, f"{DC}date") or _told(told, f"{META}creation-date"))[:10],
        language=_told(told, f"{DC}language")[:2].lower(),
    )


def _odt_line(paragraph: Element) -> str:
    """The words of a paragraph; those of a note stand after it in parentheses."""
    parts = [paragraph.text or ""]
    for each in paragraph:
        if each.tag == f"{TEXT}s":
            parts.append(" " * min(int(each.get(f"{TEXT}c", "1") or 1), 100))
        elif each.tag == f"{TEXT}tab":
            parts.append("\t")
        elif each.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif each.tag == f"{TEXT}note":
            parts.append(f" ({' '.join(filter(None, (_odt_line(note) for note in each.iter(f'{TEXT}p'))))})")
        elif each.tag != f"{OFFICE}annotation":
            parts.append(_odt_line(each))
        parts.append(each.tail or "")
    return "".join(parts)


# -- both


_DOCX: Final = (frozenset([f"{W}p"]), f"{W}tr", f"{W}tc")
_ODT: Final = (frozenset([f"{TEXT}p", f"{TEXT}h"]), f"{TABLE}table-row", f"{TABLE}table-cell")


_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _lines(element: Element, line_of: Callable[[Element], str], tags: tuple[frozenset[str], str, str]) -> Iterator[str]:
    """The paragraphs below an element; the cells of a row in one line, with a tab between them."""
    paragraphs, row, cell = tags
    for each in element:
        if each.tag in paragraphs:
            yield line_of(each)
        elif each.tag == row:
            cells = (" ".join(_lines(one, line_of, tags)) for one in each if one.tag == cell)
            yield "\t".join(cells)
        elif each.tag != _FALLBACK:
            yield from _lines(each, line_of, tags)


def _told(told: Element | None, name: str) -> str:
    found = next(told.iter(name), None) if told is not None else None
    return (found.text or "").strip() if found is not None else ""
