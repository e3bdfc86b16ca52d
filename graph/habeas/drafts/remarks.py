"""What is told beside a list: what must be settled before it is recorded, and what a reader of it might not see.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from habeas.drafts.guess import named_by, unclear_days
from habeas.drafts.layout import Layout
from habeas.drafts.mapping import ListMapping
from habeas.drafts.meanings import NOTHING, plain
from habeas.drafts.rows import ReadRows, column_places
from habeas.formats.table import TableFile, TableSheet
from habeas.model.translate import translator_for

SHOWN: Final = 5
"""So many places are named of those that a remark is about."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of the catalogue lists.po, and what is filled in."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def words(self, lang: str = "en") -> str:
        """The sentence in a language."""
        return translator_for(lang).gettext(self.text, **self.values)


MISSING: Final[Mapping[str, str]] = {
    "publisher": "Say who publishes the list.",
    "date": "Say of which day the list is, such as 2025-12-15.",
    "column": "Say which column has the names.",
    "header": "No row names anybody. Say which row is the header.",
    "dates": "“%(day)s” in %(title)s may be two days. Say whether the day or the month stands first.",
}
"""What may be missing: the option that says it -> the sentence that asks for it."""


def missing_parts(sheet: TableSheet, layout: Layout, mapping: ListMapping, read: ReadRows) -> dict[str, Remark]:
    """What must be settled first, by the option that says it."""
    found: dict[str, Remark] = {}
    if not named_by(mapping):
        found["column"] = Remark(MISSING["column"])
    elif not read.rows:
        found["header"] = Remark(MISSING["header"])
    for title, day in unclear_days(sheet, layout, mapping).items():
        found["dates"] = Remark(MISSING["dates"], {"day": day, "title": title})
    if not mapping.publisher:
        found["publisher"] = Remark(MISSING["publisher"])
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", mapping.date):
        found["date"] = Remark(MISSING["date"])
    return found


def remarks_on(table: TableFile, sheet: TableSheet, layout: Layout, mapping: ListMapping) -> Iterator[Remark]:
    """What a reader of the file might not see."""
    yield from (Remark(text, values) for text, values in table.remarks)
    titles = {n: title for title, n in column_places(layout).items()}
    for other in table.sheets:
        if other is not sheet and other.rows:
            yield Remark(HIDDEN_SHEET if other.hidden else OTHER_SHEET, {"name": other.name})
    for text, items in _places(sheet, layout, titles):
        if items:
            yield Remark(text, {"some": _some(items)})
    known = {plain(title) for title in titles.values()}
    if gone := [c.title for c in mapping.columns if c.meaning != NOTHING and plain(c.title) not in known]:
        yield Remark("Columns of the mapping that this file does not have: %(some)s.", {"some": _some(gone)})
    if fresh := [title for title in titles.values() if mapping.column(title) is None]:
        yield Remark("Columns that the mapping does not know, left out: %(some)s.", {"some": _some(fresh)})
    yield from _on_total(layout)


OTHER_SHEET: Final = "The sheet “%(name)s” is not read unless you choose it."
HIDDEN_SHEET: Final = "The sheet “%(name)s” is hidden, and not read unless you choose it."


def _places(sheet: TableSheet, layout: Layout, titles: Mapping[int, str]) -> Iterator[tuple[str, Sequence[object]]]:
    """Sentences about places, each with its places; many have none."""
    rows = set(layout.rows)
    hidden = [titles[n] for n in sorted(sheet.hidden_columns) if n in titles]
    yield "Hidden columns, left out unless they are given a meaning: %(some)s.", hidden
    yield "Hidden rows, read like the others: %(some)s.", sorted(sheet.hidden_rows & rows)
    formulas = [sheet.place(*place) for place in sorted(sheet.formulas) if place[0] in rows]
    yield "Cells with formulas, read as last calculated: %(some)s.", formulas
    merged = [sheet.place(*span[:2]) for span in sheet.merged if span[0] in rows and span[2] > span[0]]
    yield "Merged cells, whose value counts for each row: %(some)s.", merged
    yield "No rows of the list: %(some)s.", [f"{n} “{words[:40]}”" for n, words in layout.skipped]
    width = len(layout.titles)
    ragged = [row for row in layout.rows if any(cell not in (None, "") for cell in sheet.rows[row - 1][width:])]
    yield "Rows with more cells than the header, which are not read: %(some)s.", ragged


def _on_total(layout: Layout) -> Iterator[Remark]:
    total, rows = layout.total, len(layout.rows)
    if total is None:
        return
    values = {"total": total.words, "rows": rows}
    if total.lower <= rows and (total.upper is None or rows <= total.upper):
        yield Remark("The list says “%(total)s”; it has %(rows)s rows, which fits.", values)
        return
    nearest = total.lower if rows < total.lower or total.upper is None else total.upper
    less = "The list says “%(total)s”; it has %(rows)s rows: %(less)s fewer."
    more = "The list says “%(total)s”; it has %(rows)s rows: %(more)s more."
    told = {"less": nearest - rows} if rows < nearest else {"more": rows - nearest}
    yield Remark(less if rows < nearest else more, {**values, **told})


def _some(items: Sequence[object]) -> str:
    shown = ", ".join(map(str, items[:SHOWN]))
    return f"{shown} … ({len(items)})" if len(items) > SHOWN else shown
