"""How Gephi's spreadsheet import guesses what a column holds: the rules of its AbstractImporterSpreadsheet, and what
its parsers take (graphstore's AttributeUtils, IntervalsParser, TimestampsParser), as read in their source.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date

LOOKED_AT = 25
"""Rows from which the type of a column is guessed."""
BOUND = r"(-?Infinity|\d{4}-\d\d-\d\d)"
SPELL = re.compile(rf"[\[(]\s*{BOUND}\s*,\s*{BOUND}\s*[\])]")
PAST = re.compile(rf"[\[(]\s*{BOUND}\s*,\s*{BOUND}\s*,\s*[^,\])]+[\])]")
DOUBLE = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?[dDfF]?|[-+]?Infinity|NaN")


def rows_of(text: str) -> list[dict[str, str]]:
    """A table as Gephi's parser reads it: backslashes escape, blanks around a cell are no part of it."""
    found = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), escapechar="\\", strict=True)
    return [{name: value.strip() for name, value in row.items()} for row in found]


def types_of(rows: list[dict[str, str]], *, edges: bool) -> dict[str, str]:
    """Column -> what it is taken for."""
    first = rows[:LOOKED_AT]
    return {each: _type(each, [row[each] for row in first if row[each]], edges) for each in (rows[0] if rows else ())}


def _type(column: str, values: list[str], edges: bool) -> str:
    low = column.lower()
    if low in {"id", "label"} or (edges and low in {"source", "target", "type", "kind"}):
        return "text"
    fitting = [kind for kind in PARSERS if values and all(PARSERS[kind](value) for value in values)]
    found = fitting[0] if fitting else "text"
    if low == "weight" and "double" in fitting:
        return "double"
    return "intervals" if found == "text" and (low == "timeset" or "interval" in low) else found


def _points(value: str) -> bool:
    parts = [part.strip("<>[]() \t\"'") for part in value.split(",")]
    return any(parts) and all(not part or DOUBLE.fullmatch(part) is not None or _is_day(part) for part in parts)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.Z+-]*)?", text))


def _all(item: re.Pattern[str], value: str) -> bool:
    """Intervals are read wherever a bracket opens; whatever stands outside of them is passed over."""
    opened = len(re.findall(r"[\[(]", value))
    return opened > 0 and len(item.findall(value)) == opened


PARSERS = {
    "yes or no": lambda value: value.lower() in {"true", "false"},
    "integer": lambda value: re.fullmatch(r"[-+]?\d{1,9}", value) is not None,
    "long": lambda value: re.fullmatch(r"[-+]?\d+", value) is not None,
    "double": lambda value: DOUBLE.fullmatch(value) is not None,
    "intervals with words": lambda value: _all(PAST, value),
    "intervals": lambda value: _all(SPELL, value),
    "points": _points,
}
"""In the order of preference."""
