"""What a workbook does not show, and calamine does not tell: formulas, hidden columns and rows, merged cells.

Read by expat as it comes. A document type declaration is refused: a workbook has none, and it may bring entities.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from habeas.errors import BadFile, phrase
from habeas.formats.table import LETTERS, CellSpan

PIECE: Final = 1 << 16
PLACE: Final = re.compile(r"([A-Z]+)(\d+)")
MOST_REPEATED: Final = 500
Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]


@dataclass(slots=True)
class Hidden:
    """What of one sheet is not seen at once; places count from 1."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    merged: list[CellSpan] = field(default_factory=list)


def _parse(zipped: zipfile.ZipFile, part: str, start: Start, end: Callable[[str], None] | None = None) -> None:
    """Call `start` for each element of a part, its name without a prefix. A part that is not there has none."""
    if part not in zipped.namelist():
        return
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, given: start(tag.rpartition(":")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    try:
        with zipped.open(part) as stream:
            while piece := stream.read(PIECE):
                parser.Parse(piece, False)  # noqa: FBT003 the parser takes it by place
            parser.Parse(b"", True)  # noqa: FBT003 the parser takes it by place
    except expat.ExpatError as error:
        why = phrase("this workbook is damaged: %(code)s", code=expat.ErrorString(error.code))
        raise BadFile(where=part, why=why, next="Open it in a spreadsheet, and save it again.") from None


def _refuse(*_: object) -> None:
    raise BadFile(why="this workbook declares a document type; such files are not read", next="Save it again as .xlsx.")


# -- .xlsx


def xlsx_parts(zipped: zipfile.ZipFile) -> tuple[dict[str, Hidden], bool]:
    """What is not seen, by the name of the sheet; and whether days count from 1904."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}
    flags: list[str] = []

    def in_book(tag: str, given: Attributes) -> None:
        if tag == "sheet":
            names[next((value for key, value in given.items() if key.endswith(":id")), "")] = given.get("name", "")
        elif tag == "workbookPr":
            flags.append(given.get("date1904", ""))

    def in_links(tag: str, given: Attributes) -> None:
        if tag == "Relationship":
            targets[given.get("Id", "")] = given.get("Target", "")

    _parse(zipped, "xl/workbook.xml", in_book)
    _parse(zipped, "xl/_rels/workbook.xml.rels", in_links)
    found = {}
    for link, name in names.items():
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        found[name] = _xlsx_sheet(zipped, part)
    return found, any(flag in {"1", "true"} for flag in flags)


def _xlsx_sheet(zipped: zipfile.ZipFile, part: str) -> Hidden:
    found = Hidden()
    here = (0, 0)

    def start(tag: str, given: Attributes) -> None:
        nonlocal here
        if tag == "c":
            here = _place(given.get("r", ""))
        elif tag == "f":
            found.formulas.add(here)
        elif tag == "row" and _is_true(given.get("hidden")):
            found.rows.add(int(given.get("r", 0)))
        elif tag == "col" and _is_true(given.get("hidden")):
            last = min(int(given.get("max", 0)), MOST_REPEATED)
            found.columns.update(range(int(given.get("min", 1)), last + 1))
        elif tag == "mergeCell":
            first, _, after = given.get("ref", "").partition(":")
            found.merged.append((*_place(first), *_place(after or first)))

    _parse(zipped, part, start)
    return found


def _is_true(word: str | None) -> bool:
    return word in {"1", "true"}


def _place(word: str) -> tuple[int, int]:
    match = PLACE.fullmatch(word)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]), column


# -- .ods


class _OdsReading:
    """Where the reader of a sheet stands: rows and cells may be repeated."""

    def __init__(self) -> None:
        self.found: dict[str, Hidden] = {}
        self.sheet = Hidden()
        self.row = self.column = self.next_column = 0
        self.rows_after = 1

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        if tag == "table":
            self.sheet = self.found.setdefault(given.get("table:name", ""), Hidden())
            self.row, self.rows_after, self.next_column = 0, 1, 1
        elif tag == "table-column":
            many = _number(given, "table:number-columns-repeated")
            if given.get("table:visibility") in {"collapse", "filter"}:
                self.sheet.columns.update(range(self.next_column, self.next_column + min(many, MOST_REPEATED)))
            self.next_column += many
        elif tag == "table-row":
            self.row += self.rows_after
            self.rows_after, self.column = _number(given, "table:number-rows-repeated"), 1
            if given.get("table:visibility") in {"collapse", "filter"}:
                self.sheet.rows.update(range(self.row, self.row + min(self.rows_after, MOST_REPEATED)))
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell(given)

    def _cell(self, given: Attributes) -> None:
        if "table:formula" in given:
            self.sheet.formulas.add((self.row, self.column))
        rows, columns = _number(given, "table:number-rows-spanned"), _number(given, "table:number-columns-spanned")
        if rows * columns > 1:
            self.sheet.merged.append((self.row, self.column, self.row + rows - 1, self.column + columns - 1))
        self.column += _number(given, "table:number-columns-repeated")


def _number(given: Attributes, key: str) -> int:
    word = given.get(key, "1")
    return int(word) if word.isascii() and word.isdigit() else 1


def ods_parts(zipped: zipfile.ZipFile) -> dict[str, Hidden]:
    """What is not seen, by the name of the sheet."""
    reading = _OdsReading()
    _parse(zipped, "content.xml", reading.start)
    return reading.found
