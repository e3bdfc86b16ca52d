"""What commands print: answers on standard output, everything else on standard error.

JSON and CSV never cut or wrap anything. What a terminal would obey in a text is not shown as it is (`harmless`).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from habeas.cli.drawing import draw, wrapped
from habeas.cli.harmless import harmless
from habeas.errors import BadChoice
from habeas.settings import FORMATS, LANGUAGES, Settings

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
        for line in wrapped(self.console, Text(harmless(text), style=style), self.console.width - indent):
            self.console.print(Text(" " * indent) + line, soft_wrap=True)

    def line(self, text: str, *, indent: int = 0) -> None:
        """A line that is never broken, such as a command to copy."""
        self.console.print(Text(" " * indent + harmless(text)), soft_wrap=True)

    def note(self, text: str) -> None:
        """Something beside the answer, on standard error; silent with --quiet."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Something beside the answer that must not be missed, --quiet or not."""
        self.aside.print(Text(harmless(text)), soft_wrap=True)

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
        """Rows for a person."""
        if title:
            self.say(title, style="bold")
        draw(self.console, columns, [[harmless(_text(cell)) for cell in row] for row in rows])

    def json(self, value: object) -> None:
        """Any plain value as JSON."""
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write_csv(columns: Sequence[str], rows: Rows) -> None:
    """Rows as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


def _among(option: str, value: str, choices: Sequence[str]) -> str:
    if value and value not in choices:
        raise BadChoice(
            where=f"--{option}", why=f"“{value}” is not one of its values", next="It may be: " + ", ".join(choices)
        )
    return value


def as_records(items: Sequence[object], fields: Sequence[str]) -> list[Mapping[str, object]]:
    """Chosen fields of values, for JSON."""
    return [{field: getattr(item, field) for field in fields} for item in items]
