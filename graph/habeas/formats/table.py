"""A table as it stands in a file: sheets of rows of cells, and what a reader of the file would not see at once.

Rows and columns count from 1, as in a spreadsheet and in RFC 7111; a row of the file is a row here, empty
ones too. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from habeas.model.text import cleaned

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
TableRow = tuple[CellValue, ...]
CellSpan = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells."""

MOST_ROWS: Final = 200_000
"""A list with more rows is refused: nobody can look through it, and it is a database rather than a list."""
LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table. `name` is empty where the file is one table; `formulas` are places whose values were calculated;
    `above` is what stands over it and is no row, such as a caption."""

    name: str
    rows: tuple[TableRow, ...]
    hidden: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[CellSpan, ...] = ()
    above: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> CellValue:
        """What stands there; None beyond the end of a short row."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else None

    def place(self, row: int, column: int) -> str:
        """The address of a cell: `TableSheet!C5` in a workbook, `cell=5,3` (RFC 7111) in a file that is one table."""
        return f"{self.name}!{column_letters(column)}{row}" if self.name else f"cell={row},{column}"


@dataclass(frozen=True, slots=True)
class TableFile:
    """The tables of a file. `sha256` is of its bytes; `since_1904`: its day numbers count from 1904; `remarks` are
    messages, each with what is filled in."""

    name: str
    sha256: str
    sheets: tuple[TableSheet, ...]
    kind: str = "csv"
    encoding: str = ""
    delimiter: str = ""
    since_1904: bool = False
    remarks: tuple[tuple[str, Mapping[str, object]], ...] = ()

    @property
    def visible(self) -> tuple[TableSheet, ...]:
        """The sheets that are not hidden."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_text(cell: CellValue) -> str:
    """The words of a cell, on one line: a whole number without a point, a day as 2026-01-03."""
    match cell:
        case None:
            return ""
        case str():
            return " ".join(cleaned(cell).split())
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            return (
                cell.date().isoformat()
                if cell.time() == time()
                else cell.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
            )
        case date():
            return cell.isoformat()
    return str(cell)


class TableText:
    """A sheet as text, a line a row, its cells apart by tabs; and where each cell stands in it."""

    def __init__(self, sheet: TableSheet) -> None:
        self._cells = [[cell_text(cell) for cell in row] for row in sheet.rows]
        lines = ["\t".join(cells) for cells in self._cells]
        self.text = "\n".join(lines) + "\n"
        self._starts: list[int] = []
        start = 0
        for line in lines:
            self._starts.append(start)
            start += len(line) + 1

    def words(self, row: int, column: int) -> str:
        """The words of a cell."""
        cells = self._cells[row - 1]
        return cells[column - 1] if column <= len(cells) else ""

    def span(self, row: int, column: int) -> list[int]:
        """Where they stand in the text: the first character, and the one after the last."""
        cells = self._cells[row - 1]
        start = self._starts[row - 1] + sum(len(cell) + 1 for cell in cells[: column - 1])
        return [start, start + len(self.words(row, column))]
