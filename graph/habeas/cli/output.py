"""What commands print: answers on standard output, everything else on standard error.

A table is drawn when it fits the width; otherwise each row is a block of lines. JSON and CSV never cut or wrap anything.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from habeas.errors import BadChoice
from habeas.settings import FORMATS, LANGUAGES, Settings

NARROWEST = 12
"""The width a long column may be wrapped to; a table that needs less is shown row by row."""

Cell = str | int | float | bool | None
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """How one command prints."""

    format: str
    lang: str
    quiet: bool
    recorder: str
    console: Console
    aside: Console

    @classmethod
    def of(cls, form: str = "", *, lang: str = "", quiet: bool = False, formats: Sequence[str] = FORMATS) -> Out:
        """From a command's options and, where they say nothing, the environment. Raises BadChoice."""
        settings = Settings.from_environment()
        return cls(
            format=_among("format", form, formats) or settings.format,
            lang=_among("lang", lang, LANGUAGES) or settings.lang,
            quiet=quiet,
            recorder=settings.recorder,
            console=Console(highlight=False, markup=False, no_color=not settings.color),
            aside=Console(highlight=False, markup=False, no_color=not settings.color, stderr=True),
        )

    # -- text

    def say(self, text: str = "", *, style: str = "", indent: int = 0) -> None:
        """A paragraph of the answer, wrapped at the width and set in from the left."""
        for line in Text(text, style=style).wrap(self.console, max(self.console.width - indent, NARROWEST)) or [Text()]:
            line.rstrip()
            self.console.print(Text(" " * indent) + line, soft_wrap=True)

    def line(self, text: str, *, indent: int = 0) -> None:
        """A line that is never broken, such as a command to copy."""
        self.console.print(Text(" " * indent + text), soft_wrap=True)

    def note(self, text: str) -> None:
        """Something beside the answer, on standard error; silent with --quiet."""
        if not self.quiet:
            self.aside.print(Text(text), soft_wrap=True)

    # -- tables

    def table(self, columns: Sequence[str], rows: Rows, *, title: str = "") -> None:
        """Rows in the format asked for."""
        match self.format:
            case "json":
                self.json([dict(zip(columns, row, strict=True)) for row in rows])
            case "csv":
                write_csv(columns, rows)
            case _:
                self.draw(columns, rows, title=title)

    def draw(self, columns: Sequence[str], rows: Rows, *, title: str = "") -> None:
        """Rows for a person: a table where it fits, else blocks. A column that is empty throughout is left out."""
        if title:
            self.say(title, style="bold")
        texts = [[_text(cell) for cell in row] for row in rows]
        shown = [n for n, _ in enumerate(columns) if not texts or any(row[n] for row in texts)]
        names = [columns[n] for n in shown]
        texts = [[row[n] for n in shown] for row in texts]
        if _fits(names, texts, self.console.width):
            self._print(_table(names, texts))
        else:
            self._blocks(names, texts)

    def _blocks(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        width = max(map(cell_len, names), default=0)
        for row in rows:
            grid = Table.grid(padding=(0, 2))
            grid.add_column(width=width, style="dim")
            grid.add_column(overflow="fold")
            for name, cell in zip(names, row, strict=True):
                if cell:
                    grid.add_row(name, Text(cell))
            self._print(grid)
            self.console.print()

    def _print(self, drawn: Table) -> None:
        """A drawn table; what is piped gets no blanks at the ends of its lines."""
        if self.console.is_terminal:
            self.console.print(drawn)
            return
        with self.console.capture() as capture:
            self.console.print(drawn)
        for line in capture.get().splitlines():
            self.console.print(line.rstrip(), soft_wrap=True)

    def json(self, value: object) -> None:
        """Any plain value as JSON."""
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write_csv(columns: Sequence[str], rows: Rows) -> None:
    """Rows as CSV (RFC 4180)."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


def _fits(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    longest = [max([cell_len(name), *(cell_len(row[n]) for row in rows)]) for n, name in enumerate(names)]
    words = [
        max(cell_len(word) for word in (name, *(w for row in rows for w in row[n].split())))
        for n, name in enumerate(names)
    ]
    return sum(max(min(full, NARROWEST), word) + 2 for full, word in zip(longest, words, strict=True)) <= width


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _among(option: str, value: str, choices: Sequence[str]) -> str:
    if value and value not in choices:
        raise BadChoice(
            where=f"--{option}", why=f"“{value}” is not one of its values", next="It may be: " + ", ".join(choices)
        )
    return value


def as_records(items: Sequence[object], fields: Sequence[str]) -> list[Mapping[str, object]]:
    """Chosen fields of values, for JSON."""
    return [{field: getattr(item, field) for field in fields} for item in items]
