"""The rows of a list as they are meant: who, and what each cell says of them. What cannot be read is told cell by cell.

Two rows are of one person in the eyes of a list when it says the same name and the same distinguishing cells; that is a
matter of the list, not of the case, where only a person judges who is who. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from habeas.drafts.cells import CellContext, is_empty, read_cell
from habeas.drafts.layout import Layout
from habeas.drafts.mapping import ListMapping
from habeas.drafts.meanings import (
    ALIAS,
    ARRESTED,
    BORN,
    GIVEN,
    IDENTITY,
    NAME,
    NOTHING,
    NUMBER,
    PERSON_PARTS,
    SURNAME,
    plain,
)
from habeas.errors import BadInput
from habeas.formats.table import TableSheet, TableText
from habeas.model.load_report import Refusal
from habeas.model.text import fold

MARKS: Final = (IDENTITY, BORN, ARRESTED)
"""What tells two people of one name apart, the surest first."""


@dataclass(frozen=True, slots=True)
class ListCell:
    """What one cell says: its words, and its value in the form of the claim form."""

    meaning: str
    words: str
    value: Any
    column: int


@dataclass(slots=True)
class ListRow:
    """One person on the list. `name_columns` are where the name stands."""

    number: int
    name: str
    written: str
    name_columns: tuple[int, ...]
    cells: dict[str, ListCell] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def folded(self) -> str:
        """The name for comparing: without case, accents and the order of its words."""
        return " ".join(sorted(plain(self.name).split()))

    @property
    def mark(self) -> str:
        """What tells this row from another of the same name."""
        return next((fold(self.cells[key].words) for key in MARKS if key in self.cells), "")

    def said(self) -> dict[str, str]:
        """What it says, by meaning: values where they were read, so that another way of writing a day is no change."""
        return {meaning: fold(str(cell.value)) for meaning, cell in self.cells.items()}


@dataclass(slots=True)
class ReadRows:
    """The rows that were read, and what was not: cells and rows, each with its place."""

    rows: list[ListRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column that says something: its number, its meaning, and the order of its days."""

    number: int
    meaning: str
    days: str


def read_rows(
    sheet: TableSheet, layout: Layout, mapping: ListMapping, text: TableText, context: CellContext
) -> ReadRows:
    """Everything the list says. `context.day` is the day of the edition."""
    columns = placed_columns(layout, mapping)
    reader = _RowReader(sheet, text, columns, replace(context, m_is_mujer=_m_is_mujer(text, layout, columns)))
    seen: dict[tuple[str, str], ListRow] = {}
    for number in layout.rows:
        row = reader.row(number)
        if row is None:
            continue
        first = seen.setdefault((row.folded, row.mark), row)
        if first is not row and first.said() == row.said():
            reader.found.notes.append(f"Row {number} says the same as row {first.number}: “{row.written}” counts once.")
            continue
        reader.found.rows.append(row)
    return reader.found


def column_places(layout: Layout) -> dict[str, int]:
    """Title -> column: one without a title by its number, the second of one title as `(2)`."""
    found: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for n, title in enumerate(layout.titles, start=1):
        told = title or f"column {n}"
        seen[plain(told)] += 1
        found[f"{told} ({seen[plain(told)]})" if seen[plain(told)] > 1 else told] = n
    return found


def placed_columns(layout: Layout, mapping: ListMapping) -> list[PlacedColumn]:
    """The columns of a sheet that say something by a mapping, found by their titles."""
    told = ((n, mapping.column(title)) for title, n in column_places(layout).items())
    return [PlacedColumn(n, c.meaning, c.days) for n, c in told if c and c.meaning not in {NOTHING, NUMBER}]


def _m_is_mujer(text: TableText, layout: Layout, columns: Sequence[PlacedColumn]) -> bool:
    """True where a column of genders has H: its M is for *mujer*."""
    places = [column.number for column in columns if column.meaning == "gender"]
    return any(plain(text.words(row, n)) == "h" for n in places for row in layout.rows)


class _RowReader:
    """Reads one row after the other; what cannot be read is in `found`."""

    def __init__(
        self, sheet: TableSheet, text: TableText, columns: Sequence[PlacedColumn], context: CellContext
    ) -> None:
        self.sheet, self.text, self.context = sheet, text, context
        self.names = {part: [c for c in columns if c.meaning == part] for part in (*PERSON_PARTS, ALIAS)}
        self.facts = [column for column in columns if column.meaning not in self.names]
        self.found = ReadRows()

    def row(self, number: int) -> ListRow | None:
        """A row of the list; None for one that names nobody."""
        told = self._name(number)
        if told is None:
            why = "this row names nobody"
            self._refuse(number, "", why, "Write the name into the list, or leave the row out.")
            return None
        row = ListRow(number, *told, also=tuple(words for words, _ in self._said(number, ALIAS)))
        for column in self.facts:
            words = self.text.words(number, column.number)
            if is_empty(words) or column.meaning in row.cells:
                if not words and (number, column.number) in self.sheet.formulas:
                    self._refuse(
                        number, row.written, "this formula has no value", "Save the list again.", column.number
                    )
                continue
            try:
                value = read_cell(self.sheet.cell(number, column.number), column.meaning, column.days, self.context)
                row.cells[column.meaning] = ListCell(column.meaning, words, value, column.number)
            except BadInput as error:
                self._refuse(number, row.written, error.why, error.next, column.number)
        return row

    def _name(self, number: int) -> tuple[str, str, tuple[int, ...]] | None:
        """The name, as it is written, and where."""
        said = self._said(number, NAME) or [*self._said(number, GIVEN), *self._said(number, SURNAME)]
        if not said:
            return None
        whole = " ".join(words for words, _ in said)
        surname, comma, given = whole.partition(",")
        name = f"{given.strip()} {surname.strip()}" if comma and given.strip() else whole
        return name, whole, tuple(column for _, column in said)

    def _said(self, number: int, part: str) -> list[tuple[str, int]]:
        told = ((self.text.words(number, column.number), column.number) for column in self.names[part])
        return [(words, column) for words, column in told if not is_empty(words)]

    def _refuse(self, number: int, name: str, why: str, advice: str, column: int = 1) -> None:
        where = f"row {number}, {self.sheet.place(number, column)}" + (f" ({name})" if name else "")
        self.found.refused.append(Refusal(where=where, why=why, next=advice))
