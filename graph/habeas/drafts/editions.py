"""Two editions of one list side by side: who is new, who is gone, and what changed.

A person on both is found by name and by what tells namesakes apart. Who is gone is only not on the list any more:
nothing here, or anywhere, takes that for a release. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from habeas.drafts.meanings import AGED, IDENTITY, NAME
from habeas.drafts.rows import ListRow

OF_THE_MOMENT: Final = frozenset((AGED,))
"""What changes by itself from one edition to the next: no change to tell."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """What an edition says otherwise than the one before: the words then and now, empty where nothing was said."""

    meaning: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """Somebody on both editions of whom something changed."""

    row: ListRow
    before: ListRow
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """What is otherwise than in the edition before. `pairs`: row now -> row then, of all who are on both."""

    new: tuple[ListRow, ...] = ()
    gone: tuple[ListRow, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    pairs: Mapping[int, ListRow] = field(default_factory=dict)

    @property
    def same(self) -> int:
        """How many are on both and of whom nothing changed."""
        return len(self.pairs) - len(self.changed)


def compare_editions(now: Sequence[ListRow], before: Sequence[ListRow]) -> EditionChanges:
    """What changed between two editions, whose rows were read with the mapping of each."""
    pairs = _pairs(now, before)
    matched = {row.number for row in pairs.values()}
    changed = (
        ChangedRow(row, pairs[row.number], cells)
        for row in now
        if row.number in pairs and (cells := changed_cells(row, pairs[row.number]))
    )
    return EditionChanges(
        new=tuple(row for row in now if row.number not in pairs),
        gone=tuple(row for row in before if row.number not in matched),
        changed=tuple(changed),
        pairs=pairs,
    )


def changed_cells(row: ListRow, before: ListRow) -> tuple[ChangedCell, ...]:
    """What a row says otherwise than before."""
    then, now = {NAME: before.folded, **before.said()}, {NAME: row.folded, **row.said()}
    meanings = [meaning for meaning in {**then, **now} if meaning not in OF_THE_MOMENT]
    return tuple(
        ChangedCell(meaning, _words(before, meaning), _words(row, meaning))
        for meaning in meanings
        if then.get(meaning) != now.get(meaning)
    )


def _words(row: ListRow, meaning: str) -> str:
    if meaning == NAME:
        return row.written
    return row.cells[meaning].words if meaning in row.cells else ""


def _pairs(now: Sequence[ListRow], before: Sequence[ListRow]) -> dict[int, ListRow]:
    """Row now -> row then: of one name alone on both sides, or of the most that is the same among namesakes; and where
    the spelling changed, of one identity number."""
    then: dict[str, list[ListRow]] = defaultdict(list)
    for row in before:
        then[row.folded].append(row)
    here: dict[str, list[ListRow]] = defaultdict(list)
    for row in now:
        here[row.folded].append(row)
    pairs: dict[int, ListRow] = {}
    for name, rows in here.items():
        pairs |= _among(rows, then.get(name, []))
    matched = {row.number for row in pairs.values()}
    by_number = {_identity(row): row for row in before if row.number not in matched and _identity(row)}
    for row in now:
        if row.number not in pairs and (old := by_number.pop(_identity(row), None)):
            pairs[row.number] = old
    return pairs


def _among(rows: Sequence[ListRow], before: Sequence[ListRow]) -> dict[int, ListRow]:
    """Pairs of rows of one name: those that say the most of the same first."""
    if len(rows) == 1 and len(before) == 1:
        return {} if _apart(rows[0], before[0]) else {rows[0].number: before[0]}
    worth = sorted(
        ((_alike(row, old), row.number, old.number, old) for row in rows for old in before if not _apart(row, old)),
        key=lambda fit: (-fit[0], fit[1], fit[2]),
    )
    pairs: dict[int, ListRow] = {}
    taken: set[int] = set()
    for _, number, old_number, old in worth:
        if number not in pairs and old_number not in taken:
            pairs[number] = old
            taken.add(old_number)
    return pairs


def _alike(row: ListRow, old: ListRow) -> int:
    then = old.said()
    return sum(then.get(meaning) == value for meaning, value in row.said().items()) + 9 * (row.mark == old.mark)


def _apart(row: ListRow, old: ListRow) -> bool:
    """True for namesakes with two identity numbers."""
    return bool(_identity(row) and _identity(old) and _identity(row) != _identity(old))


def _identity(row: ListRow) -> str:
    told = row.cells.get(IDENTITY)
    return "".join(letter for letter in told.words.upper() if letter.isalnum()) if told else ""
