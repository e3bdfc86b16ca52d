"""Looking claims up in the side index: a page of those about some names, by a speaker or in a document, and how many.

A page costs what it shows, however many there are: it is read along an index in the order of the record, and the number
is counted by an index alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from habeas.storage.index_tables import standing

FEW: Final = 20
"""Of so many names a page is read from the first claims of each."""
Query = tuple[str, list[str]]
Given = str | Sequence[str]
"""One name, or several of which one has to fit; empty for no filter."""


def some(columns: str, n: int | None, about: Given, named: Mapping[str, Given], limit: int, offset: int) -> Query:
    """The claims that stand, now or after line `n` of the journal, and fulfil every filter, in the order of the record:
    so many (all with -1) after the first `offset`.
    """
    where, values = _tests(named)
    refs = _names(about)
    if refs and limit >= 0 and not where and len(refs) <= FEW:
        first = f"WHERE ref = ? AND {_recorded('place', n)} ORDER BY place LIMIT {int(limit) + int(offset)}"
        part = f"SELECT * FROM (SELECT claim, place AS at FROM about {first})"
        every = looked_up(" UNION ".join([part] * len(refs)), columns, n)
    elif refs:
        every = looked_up(f"SELECT DISTINCT claim, place AS at FROM about WHERE ref IN ({marks(refs)})", columns, n)
    else:
        every = f"SELECT {columns} FROM claims WHERE {standing(n)}"
    return f"{every}{where} ORDER BY place LIMIT ? OFFSET ?", [*refs, *values, str(limit), str(offset)]


def number(n: int | None, about: Given, named: Mapping[str, Given]) -> Query:
    """How many there are. Whatever was recorded stands, with one status or another: so without a status it is enough to
    count who is named where.
    """
    where, values = _tests(named)
    refs = _names(about)
    if named.get("status") or (refs and where):
        every, values = some("id", n, about, named, -1, 0)
        return f"SELECT COUNT(*) FROM ({every})", values
    if not refs:
        return f"SELECT COUNT(DISTINCT id) FROM claims WHERE {_recorded('since', n)}{where}", values
    counted = "*" if len(refs) == 1 else "DISTINCT claim"
    return f"SELECT COUNT({counted}) FROM about WHERE ref IN ({marks(refs)}) AND {_recorded('place', n)}", [*refs]


def looked_up(named: str, columns: str, n: int | None) -> str:
    """Claims looked up from where they are named: the engine would otherwise look through every claim."""
    return f"SELECT {columns} FROM ({named}) CROSS JOIN claims ON id = claim AND place = at WHERE {standing(n)}"


def marks(names: Sequence[str]) -> str:
    """A place for each of these values in a query."""
    return ", ".join("?" * len(names))


def _names(given: Given) -> Sequence[str]:
    return given if not isinstance(given, str) else (given,) if given else ()


def _recorded(place: str, n: int | None) -> str:
    return "1" if n is None else f"{place} <= {int(n)}"


def _tests(named: Mapping[str, Given]) -> tuple[str, list[str]]:
    """SQL tests for claims of a source, a speaker, a status, or `by` a speaker or source; and their values."""
    tests = {
        "source": "source IN ({0})",
        "speaker": "speaker IN ({0})",
        "by": "(speaker IN ({0}) OR source IN ({0}))",
        "status": "+status IN ({0})",
    }
    given = [(tests[name], _names(value)) for name, value in named.items() if value]
    where = "".join(" AND " + test.format(marks(values)) for test, values in given)
    return where, [value for test, values in given for _ in range(test.count("{0}")) for value in values]
