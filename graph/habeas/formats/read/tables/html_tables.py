"""The tables of a saved web page. Nothing in it is run or fetched: tags are read, scripts and styles are skipped.

A table is a sheet, named by its number; its caption, the title of the page and the heading before it stand above it.
Cells that span rows or columns have their value in each. A table within a cell is a sheet of its own.
"""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from typing import Final

from habeas.errors import BadFile
from habeas.formats.read.tables.delimited import decoded, too_many
from habeas.formats.table import MOST_ROWS, CellSpan, TableFile, TableSheet

SKIPPED: Final = frozenset(("script", "style", "template", "noscript", "svg"))
HEADINGS: Final = frozenset(("title", "h1", "h2", "h3", "h4", "caption"))
WIDEST: Final = 500
DEEPEST: Final = 30
CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
FEWEST: Final = 2


def read_html(content: bytes, name: str) -> TableFile:
    """The tables of a page that have at least two rows and two columns. Raises BadFile where there is none."""
    declared = CHARSET.search(content[:4096])
    text, encoding = decoded(content, name, declared[1].decode("ascii") if declared else "")
    page = _Page(name)
    page.feed(text)
    page.close()
    sheets = tuple(sheet for sheet in page.sheets() if len(sheet.rows) >= FEWEST and sheet.width >= FEWEST)
    if not sheets:
        raise BadFile(where=name, why="there is no table in this page", next="Save the page whole, with its tables.")
    return TableFile(name, hashlib.sha256(content).hexdigest(), sheets, kind="html", encoding=encoding)


class _Table:
    """One table while it is read. `down` are cells that come down into this row, `next` into the one after: column ->
    rows left, and the words."""

    def __init__(self, above: list[str]) -> None:
        self.above = above
        self.rows: list[list[str]] = []
        self.down: dict[int, tuple[int, str]] = {}
        self.next: dict[int, tuple[int, str]] = {}
        self.cell: list[str] | None = None
        self.size = (1, 1)
        self.merged: list[CellSpan] = []

    def begin_row(self) -> None:
        """A row begins, with what comes down from above."""
        self.end_cell()
        self.down, self.next = self.next, {}
        self.rows.append([])
        self._fill()

    def _fill(self) -> None:
        row = self.rows[-1]
        while (column := len(row)) in self.down and column < WIDEST:
            left, words = self.down.pop(column)
            row.append(words)
            if left > 1:
                self.next[column] = (left - 1, words)

    def begin_cell(self, rows: int, columns: int) -> None:
        """A cell begins."""
        if not self.rows:
            self.begin_row()
        self.end_cell()
        self.cell, self.size = [], (rows, columns)

    def end_cell(self) -> None:
        """A cell ends, and takes its place."""
        if self.cell is None:
            return
        words, (rows, columns) = " ".join("".join(self.cell).split()), self.size
        row, number = self.rows[-1], len(self.rows)
        self.cell = None
        if rows > 1:
            self.merged.append((number, len(row) + 1, number + rows - 1, len(row) + columns))
        for _ in range(min(columns, WIDEST - len(row))):
            if rows > 1:
                self.next[len(row)] = (rows - 1, words)
            row.append(words)
        self._fill()


class _Page(HTMLParser):
    """Reads the tables of a page as they come."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._open: list[_Table] = []
        self._tables: list[_Table] = []
        self._skipping = 0
        self._heading: list[str] | None = None
        self._headings: dict[str, str] = {}
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        self._skipping += tag in SKIPPED
        if tag in HEADINGS:
            self._heading = []
        elif tag == "table" and len(self._open) < DEEPEST:
            table = _Table(list(self._headings.values()))
            self._open.append(table)
            self._tables.append(table)
        elif self._open and tag == "tr":
            self._rows += 1
            if self._rows > MOST_ROWS:
                raise too_many(self._name)
            self._open[-1].begin_row()
        elif self._open and tag in {"td", "th"}:
            given = dict(attrs)
            self._open[-1].begin_cell(_number(given.get("rowspan"), MOST_ROWS), _number(given.get("colspan"), WIDEST))
        elif self._open and tag in {"br", "p", "div", "li"} and self._open[-1].cell is not None:
            self._open[-1].cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in HEADINGS and self._heading is not None:
            self._end_heading(tag)
        elif tag == "table" and self._open:
            self._open.pop().end_cell()
        elif tag in {"td", "th", "tr"} and self._open:
            self._open[-1].end_cell()

    def _end_heading(self, tag: str) -> None:
        words = " ".join("".join(self._heading or ()).split())
        self._heading = None
        if tag == "caption" and self._open:
            self._open[-1].above.append(words)
        elif words:
            later = [level for level in self._headings if level > tag and level != "title"]
            self._headings = {level: text for level, text in self._headings.items() if level not in later} | {
                tag: words
            }

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._skipping:
            return
        if self._heading is not None:
            self._heading.append(data)
        elif self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(data)

    def sheets(self) -> list[TableSheet]:
        """The tables in the order of the page."""
        for table in self._open:
            table.end_cell()
        return [
            TableSheet(
                f"table {n}", tuple(map(tuple, t.rows)), merged=tuple(t.merged), above=tuple(filter(None, t.above))
            )
            for n, t in enumerate(self._tables, start=1)
        ]


def _number(word: str | None, most: int) -> int:
    told = (word or "").strip()
    return min(max(1, int(told)), most) if told.isascii() and told.isdigit() and len(told) < len("1000000") else 1
