"""Where in a sheet the list stands: its title, one or two header rows, its rows, its total and its notes.

The header is the row with the most words that headers have, among the first ones. What is a heading within the list
("CARACAS"), a repeated header or a total is no row of it, and is told. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.numbers import number_bounds
from habeas.drafts.meanings import match_header, plain
from habeas.errors import BadClaim
from habeas.formats.table import CellValue, TableSheet, cell_text

LOOKED_AT: Final = 40
KNOWN_WORTH: Final = 4
TOTAL: Final = re.compile(
    r"\s*(?:gran |grand )?total(?: (?:de|of)? ?[^:\d]{0,60})?\s*[:=]?\s*(?P<many>.*)", re.IGNORECASE | re.DOTALL
)
FEWEST: Final = 2
HEADERISH: Final = frozenset(["fecha", "date", "dia", "day", "lugar", "place", "tipo", "type", "grupo", "group"])
"""Words that headers have, and that say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Total:
    """The number that the keeper gives for the list: its words, its bounds, and the cell."""

    words: str
    lower: int
    upper: int | None
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows count from 1. `titles` are of the columns, from the first; `rows` are those of the list."""

    header: tuple[int, ...]
    titles: tuple[str, ...]
    rows: tuple[int, ...]
    above: tuple[str, ...] = ()
    total: Total | None = None
    skipped: tuple[tuple[int, str], ...] = ()
    """Rows that are no row of the list, with the words they hold."""


def find_layout(sheet: TableSheet, header: Sequence[int] | None = None, conventions: Conventions = DEFAULTS) -> Layout:
    """The layout of a sheet. `header`: the rows of the header where a person says them; none: there is none."""
    heads = tuple(header) if header is not None else _header(sheet)
    titles = _titles(sheet, heads)
    body = range((heads[-1] if heads else 0) + 1, len(sheet.rows) + 1)
    rows, skipped, total = _body(sheet, body, titles, conventions)
    above = tuple(
        text
        for number in range(1, heads[0] if heads else 1)
        for text in dict.fromkeys(texts(sheet.rows[number - 1]))
        if text
    )
    above = tuple(dict.fromkeys((*sheet.above, *above)))
    above_total = next(
        (found for n in range(1, heads[0] if heads else 1) if (found := _total(sheet, n, conventions))), None
    )
    return Layout(heads, titles, tuple(rows), above, total or above_total, tuple(skipped))


def texts(row: Sequence[CellValue]) -> list[str]:
    """The words of the cells of a row."""
    return [cell_text(cell) for cell in row]


# -- the header


def _header(sheet: TableSheet) -> tuple[int, ...]:
    """The row or the two rows of the header; none where no row looks like one."""
    looked = sheet.rows[:LOOKED_AT]
    worth = {number: _worth(row) for number, row in enumerate(looked, start=1)}
    if not worth:
        return ()
    best = max(worth, key=lambda number: (worth[number], -number))
    if worth[best] < KNOWN_WORTH * FEWEST:
        return ()
    if best < len(looked) and _continues(sheet, best, best + 1):
        return best, best + 1
    return (best - 1, best) if best > 1 and _continues(sheet, best - 1, best) else (best,)


def _worth(row: Sequence[CellValue]) -> int:
    """How much a row looks like a header: its known words count most, and it has no numbers and days."""
    words = [text for text in dict.fromkeys(texts(row)) if text]
    known = sum(1 for text in words if match_header(text) or plain(text) in HEADERISH)
    odd = sum(1 for cell in row if cell is not None and not isinstance(cell, str)) + sum(
        1 for text in words if re.fullmatch(r"[\d./\- ]+", text)
    )
    return known * KNOWN_WORTH + len(words) - 3 * odd


def _continues(sheet: TableSheet, first: int, second: int) -> bool:
    """True for two rows that are one header: the first spans several columns, the second says more below it."""
    above, below = texts(sheet.rows[first - 1]), texts(sheet.rows[second - 1])
    filled = [text for text in below if text]
    if (
        len(filled) < FEWEST
        or any(re.search(r"\d", text) for text in filled)
        or any(cell is not None and not isinstance(cell, str) for cell in sheet.rows[second - 1])
    ):
        return False
    spanning = sum(1 for place, text in enumerate(above[1:], start=1) if text and text == above[place - 1])
    gaps = sum(1 for place, text in enumerate(below) if text and not (above[place] if place < len(above) else ""))
    known = sum(1 for text in filled if (found := match_header(text)) and found.worth == 1.0)
    named = sum(1 for text in above if text)
    return named >= FEWEST and bool(spanning or gaps) and known >= FEWEST and known * 2 >= len(set(filled))


def _titles(sheet: TableSheet, heads: Sequence[int]) -> tuple[str, ...]:
    """A title a column; of two header rows both, where they differ."""
    found, group = [], ""
    for column in range(1, sheet.width + 1):
        words = [cell_text(sheet.cell(row, column)) for row in heads]
        group = words[0] or group if len(words) > 1 else ""
        words = [group, *words[1:]] if group and words[-1] else words
        found.append(" / ".join(dict.fromkeys(word for word in words if word)))
    while found and not found[-1] and not any(sheet.cell(row, len(found)) for row in range(1, len(sheet.rows) + 1)):
        found.pop()
    return tuple(found)


# -- the rows


def _body(
    sheet: TableSheet, numbers: Sequence[int], titles: Sequence[str], conventions: Conventions
) -> tuple[list[int], list[tuple[int, str]], Total | None]:
    usual = Counter(sum(1 for text in texts(sheet.rows[number - 1]) if text) for number in numbers)
    usual.pop(0, None)
    width = usual.most_common(1)[0][0] if usual else 1
    rows: list[int] = []
    skipped: list[tuple[int, str]] = []
    total: Total | None = None
    heads = [plain(title.rpartition(" / ")[2]) for title in titles]
    for number in numbers:
        words = [text for text in texts(sheet.rows[number - 1]) if text]
        if not words:
            continue
        found = _total(sheet, number, conventions) if len(words) < max(width, FEWEST + 1) else None
        total = found or total
        if found or (len(set(words)) == 1 and width > FEWEST) or _repeats(sheet.rows[number - 1], heads):
            skipped.append((number, " ".join(dict.fromkeys(words))))
        else:
            rows.append(number)
    return rows, skipped, total


def _repeats(row: Sequence[CellValue], heads: Sequence[str]) -> bool:
    """True for the header once more, as on each page of a printed list."""
    same = [plain(text) == head for text, head in zip(texts(row), heads, strict=False) if text]
    return len(same) >= FEWEST and all(same)


def _total(sheet: TableSheet, number: int, conventions: Conventions) -> Total | None:
    """The total that a row gives: “Total: 312”, or the word in one cell and the number in the next."""
    cells = [(column, text) for column, text in enumerate(texts(sheet.rows[number - 1]), start=1) if text]
    for place, (column, text) in enumerate(cells):
        match = TOTAL.fullmatch(text)
        if match is None:
            continue
        for at, words in ((column, match["many"]), *cells[place + 1 :]):
            try:
                lower, upper = number_bounds(
                    re.sub(r"\s*(personas?|presos?.*|people|prisoners?|detainees?)\s*$", "", words), conventions
                )
            except BadClaim:
                continue
            if lower is not None:
                return Total(text if at == column else f"{text} {words}", lower, upper, number, at)
    return None
