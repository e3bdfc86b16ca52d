"""What commands print: answers on standard output, everything else on standard error.

JSON and CSV never cut or wrap anything. What a terminal would obey in a text is not shown as it is (`harmless`).
Rows for a person are a table where it fits the width, otherwise each row is a block of lines. How far a long
piece of work is goes to standard error: a bar on a terminal, otherwise a line now and then.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from habeas.casefile.builtin.provenance import conventions_used
from habeas.casefile.reading import Reading
from habeas.cli.main import harmless
from habeas.errors import BadChoice, in_shell
from habeas.model.load_report import Refusal
from habeas.model.text import table_text
from habeas.model.translate import translator_for
from habeas.settings import FORMATS, LANGUAGES, Settings

TableCell = str | int | float | bool | None
TableRows = Sequence[Sequence[TableCell]]


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

    def gettext(self, message: str, **values: object) -> str:
        """A message in the language asked for, `%(name)s` in it filled in (locale/…/cli.po)."""
        return translator_for(self.lang).gettext(message, **values)

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

    def table(self, columns: Sequence[str], rows: TableRows, *, title: str = "") -> None:
        """Rows in the format asked for."""
        match self.format:
            case "json":
                self.json([dict(zip(columns, row, strict=True)) for row in rows])
            case "csv":
                write_csv(columns, rows)
            case _:
                self.draw(columns, rows, title=title)

    def draw(self, columns: Sequence[str], rows: TableRows, *, title: str = "") -> None:
        """Rows for a person."""
        if title:
            self.say(title, style="bold")
        draw(self.console, columns, [[harmless(_text(cell)) for cell in row] for row in rows])

    def json(self, value: object) -> None:
        """Any plain value as JSON."""
        print(json.dumps(_in_shell(value), ensure_ascii=False, indent=2, default=str))


def write_csv(columns: Sequence[str], rows: TableRows) -> None:
    """Rows as CSV for spreadsheets: with the mark of UTF-8, and no cell that would be run as a formula."""
    words = ([in_shell(cell) if isinstance(cell, str) else _text(cell) for cell in row] for row in rows)
    sys.stdout.write(table_text([columns, *words]))


def _text(cell: TableCell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else in_shell(cell) if isinstance(cell, str) else str(cell)


def _in_shell(value: object) -> object:
    """A plain value with every text as the shell says it."""
    match value:
        case str():
            return in_shell(value)
        case dict():
            return {key: _in_shell(one) for key, one in value.items()}
        case list() | tuple():
            return [_in_shell(one) for one in value]
    return value


def _among(option: str, value: str, choices: Sequence[str]) -> str:
    if value and value not in choices:
        raise BadChoice(
            where=f"--{option}", why=f"“{value}” is not one of its values", next="Choose one of: " + ", ".join(choices)
        )
    return value


def as_records(items: Sequence[object], fields: Sequence[str]) -> list[Mapping[str, object]]:
    """Chosen fields of values, for JSON."""
    return [{field: getattr(item, field) for field in fields} for item in items]


# -- beside an answer

MOST_NAMED: Final = 12


def note_as_of(out: Out, *, said: str = "", known: str = "", by: str = "", maybe: Sequence[str] = ()) -> None:
    """Say under which clocks an answer stands, and which claims may have been said in time and are not in it."""
    asked = [
        out.gettext("what had certainly been said by the end of %(day)s", day=said) if said else "",
        out.gettext("what this file held on %(day)s", day=known) if known else "",
        out.gettext("what %(speaker)s says", speaker=by) if by else "",
    ]
    if any(asked):
        out.note(out.gettext("Asked for: %(clocks)s.", clocks="; ".join(filter(None, asked))))
    if maybe:
        named = " ".join(maybe[:MOST_NAMED]) + (f" … ({len(maybe)})" if len(maybe) > MOST_NAMED else "")
        out.note(out.gettext("Left out because they may have been said later: %(claims)s", claims=named))


def print_conventions(claims: Iterable[str], case: Reading, out: Out, *, possible: Iterable[str] = ()) -> None:
    """What loose words in these claims were taken to mean, and how far back a sighting among the `possible` reaches."""
    found = [told[0] for name in dict.fromkeys(claims) if (told := case.views.claim(name))]
    used = conventions_used(found, case.settings.conventions, possible=set(possible))
    if used:
        out.say()
        out.say(out.gettext("Read by these conventions:"), style="dim")
    for sentence in used:
        out.say(sentence, style="dim", indent=2)


def print_refusal(refusal: Refusal, out: Out) -> None:
    """Print something that was not recorded, on standard error even with --quiet: nothing is dropped silently."""
    lines = (out.gettext("refused: %(where)s", where=in_shell(refusal.where)), refusal.why, refusal.next)
    out.warn("\n  ".join(in_shell(line) for line in lines if line))


# -- rows for a person

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
    """The text in lines of at most that width, without blanks at their ends.

    Words are broken only when they are longer.
    """
    if cell_len(text.plain) <= width and "\n" not in text.plain:
        return [text]
    lines = list(text.wrap(console, max(width, NARROWEST)))
    for line in lines:
        line.rstrip()
    return lines
