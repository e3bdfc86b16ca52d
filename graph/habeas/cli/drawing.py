"""Rows drawn for a person: a table where it fits the width, otherwise each row as a block of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

NARROWEST = 16
"""The width a column of long texts may be wrapped to; a table that cannot have it is shown row by row."""
GAP = 2

Texts = Sequence[Sequence[str]]


def draw(console: Console, names: Sequence[str], rows: Texts) -> None:
    """Draw rows. A column that is empty throughout is left out."""
    shown = [n for n, _ in enumerate(names) if not rows or any(row[n] for row in rows)]
    names, rows = [names[n] for n in shown], [[row[n] for n in shown] for row in rows]
    if _fits(names, rows, console.width):
        _print(console, _table(names, rows))
    else:
        for row in rows:
            console.print(Text("\n").join(_block(console, names, row)), end="\n\n", soft_wrap=True)


def _fits(names: Sequence[str], rows: Texts, width: int) -> bool:
    return sum(_least(name, [row[n] for row in rows]) + GAP for n, name in enumerate(names)) <= width


def _least(name: str, cells: Sequence[str]) -> int:
    """The width a column needs: its longest word, and for longer texts room to be read."""
    return max(_longest_word(name, cells), min(max(map(cell_len, (name, *cells))), NARROWEST))


def _longest_word(name: str, cells: Sequence[str]) -> int:
    return max(cell_len(word) for text in (name, *cells) for word in text.split() or [""])


def _table(names: Sequence[str], rows: Texts) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for n, name in enumerate(names):
        table.add_column(name, overflow="fold", min_width=_longest_word(name, [row[n] for row in rows]))
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _print(console: Console, table: Table) -> None:
    """A drawn table; what is piped gets no blanks at the ends of its lines."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as capture:
        console.print(table)
    lines = (line.rstrip() for line in capture.get().splitlines())
    console.file.write("\n".join(lines) + "\n")


def _block(console: Console, names: Sequence[str], row: Sequence[str]) -> Iterator[Text]:
    width = max(map(cell_len, names)) + GAP
    for name, cell in zip(names, row, strict=True):
        if cell:
            first, *more = wrapped(console, Text(cell), console.width - width)
            yield Text(name.ljust(width), style="dim") + first
            yield from (Text(" " * width) + line for line in more)


def wrapped(console: Console, text: Text, width: int) -> list[Text]:
    """The text in lines of at most that width, without blanks at their ends; words are broken only when they are longer."""
    if cell_len(text.plain) <= width and "\n" not in text.plain:
        return [text]
    lines = list(text.wrap(console, max(width, NARROWEST)))
    for line in lines:
        line.rstrip()
    return lines
