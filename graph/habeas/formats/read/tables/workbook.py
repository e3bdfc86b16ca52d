"""Workbooks: .xlsx, .xlsm, .xls and .ods by calamine, a parser that runs no formula and no macro.

Before it sees a file, every part is inflated once and counted, so that a part that is larger than it says, or than any
list needs, ends the reading there.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from habeas.errors import BadFile, phrase
from habeas.formats.read.tables.delimited import too_many
from habeas.formats.read.tables.workbook_parts import Hidden, ods_parts, xlsx_parts
from habeas.formats.table import MOST_ROWS, CellSpan, CellValue, TableFile, TableRow, TableSheet

MOST_INFLATED: Final = 400_000_000
PIECE: Final = 1 << 20
MOST_COLUMNS: Final = 500
PROTECTED: Final = "this file is locked with a password"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(content: bytes, name: str) -> TableFile:
    """The sheets of a workbook. Raises BadFile for one that is damaged, locked, too large, or something else."""
    parts: dict[str, Hidden] = {}
    since_1904 = False
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            _inflate(zipped, name)
            ods = "content.xml" in zipped.namelist()
            parts, since_1904 = (ods_parts(zipped), False) if ods else xlsx_parts(zipped)
    elif not content.startswith(OLE):
        raise BadFile(where=name, why="this is not a workbook", next="Open it in a spreadsheet, and save it as .xlsx.")
    sheets = tuple(_sheets(content, name, parts))
    sha256 = hashlib.sha256(content).hexdigest()
    return TableFile(name, sha256, sheets, kind="workbook", since_1904=since_1904)


def _inflate(zipped: zipfile.ZipFile, name: str) -> None:
    """Raise BadFile where a part cannot be inflated, or all of them are larger than any list is."""
    why = "its parts are larger than any list needs"
    try:
        if sum(part.file_size for part in zipped.infolist()) > MOST_INFLATED:
            raise BadFile(where=name, why=why, next="Save only the list in a new file.")
        for part in zipped.infolist():
            if part.flag_bits & 1:
                raise BadFile(where=name, why=PROTECTED, next="Save it without a password.")
            with zipped.open(part) as stream:
                while stream.read(PIECE):
                    pass
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        why = phrase("this file is damaged: %(error)s", error=error)
        raise BadFile(where=name, why=why, next="Get it again, or save it again from a spreadsheet.") from None


def _sheets(content: bytes, name: str, parts: dict[str, Hidden]) -> Iterator[TableSheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for meta in book.sheets_metadata:
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height > MOST_ROWS:
                raise too_many(name)
            yield _sheet(sheet, meta.name, parts, hidden=meta.visible != SheetVisibleEnum.Visible)
    except PasswordError:
        raise BadFile(where=name, why=PROTECTED, next="Save it without a password.") from None
    except (CalamineError, ValueError, OSError) as error:
        why = phrase("this workbook cannot be read: %(error)s", error=error)
        raise BadFile(where=name, why=why, next="Open it in a spreadsheet, and save it as .xlsx.") from None


def _sheet(found: CalamineSheet, name: str, parts: dict[str, Hidden], *, hidden: bool) -> TableSheet:
    rows = tuple(
        tuple(None if cell == "" else cell for cell in row[:MOST_COLUMNS])
        for row in found.to_python(skip_empty_area=False)
    )
    seen = parts.get(name, Hidden())
    merged = seen.merged or tuple(_span(*span) for span in found.merged_cell_ranges or ())
    sheet = TableSheet(
        name,
        rows,
        hidden=hidden,
        formulas=frozenset(seen.formulas),
        hidden_columns=frozenset(seen.columns),
        hidden_rows=frozenset(seen.rows),
        merged=tuple(merged),
    )
    return replace(sheet, rows=_filled(sheet))


def _span(first: tuple[int, int], last: tuple[int, int]) -> CellSpan:
    return first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1


def _filled(sheet: TableSheet) -> tuple[TableRow, ...]:
    """The rows with the value of merged cells in each of them."""
    rows: list[list[CellValue]] = [list(row) for row in sheet.rows]
    for top, left, bottom, right in sheet.merged:
        value = sheet.cell(top, left)
        for row in rows[top - 1 : bottom]:
            row.extend([None] * (min(right, MOST_COLUMNS) - len(row)))
            row[left - 1 : right] = [value] * len(row[left - 1 : right])
    return tuple(map(tuple, rows))
