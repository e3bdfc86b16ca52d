"""The answer to a query as a page shows it: rows with names as links, or triples; and what was left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.errors import BadClaim
from habeas.model.values import Ref
from habeas.vocab import KINDS
from habeas_api.http.responses import Answer
from habeas_api.service.case_service import CaseService
from habeas_api.web.i18n import Localizer, localizer_for
from habeas_api.web.labels import column_label

MAX_ROWS: Final = 500
"""So many rows stand on a page; all of them in the CSV."""
MAX_CELL: Final = 600
MAX_GRAPH: Final = 200_000
"""So many characters of triples stand on a page."""
TABLES: Final = (("json", "application/sparql-results+json"),)
GRAPHS: Final = (("ttl", "text/turtle"),)
NAME: Final = "Name"
CLAIM_COLUMNS: Final = frozenset({"claim", "claims", "against", "before"})
MAX_CLAIMS: Final = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, the name it is (which has a page), the claims it lists, and its language."""

    text: str
    ref: str = ""
    claims: tuple[str, ...] = ()
    lang: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryAnswer:
    """An answer on a page: a table, yes or no, or triples. `total` rows there are; `whole` is False when not all are shown."""

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    truth: bool = False
    text: str = ""
    whole: bool = True


async def query_answer(service: CaseService, answer: Answer, lang: str, *, titled: bool = False) -> QueryAnswer:
    """The answer as a page shows it. `titled` for saved questions: columns in words, and a name with its link in one column."""
    content = b"".join([part async for part in answer.parts()])
    if answer.head.media.startswith("text/turtle"):
        text = content.decode("utf-8", "replace")
        return QueryAnswer(kind="graph", text=text[:MAX_GRAPH], whole=len(text) <= MAX_GRAPH)
    plain = json.loads(content)
    if "boolean" in plain:
        return QueryAnswer(kind="truth", truth=bool(plain["boolean"]))
    table = await service.read(partial(_table, plain=plain, lang=lang))
    return _titled(table, localizer_for(lang)) if titled else table


def _titled(table: QueryAnswer, local: Localizer) -> QueryAnswer:
    """`person` and `personName` are one column: the name where it has no page, else its link."""
    places = {name: place for place, name in enumerate(table.columns)}
    twins = {name: places[name + NAME] for name in table.columns if name + NAME in places}
    kept = [name for name in table.columns if name.removesuffix(NAME) == name or name.removesuffix(NAME) not in twins]
    rows = tuple(
        tuple(row[places[name]] if row[places[name]].text or name not in twins else row[twins[name]] for name in kept)
        for row in table.rows
    )
    return replace(table, columns=tuple(column_label(local, name) for name in kept), rows=rows)


def _table(case: CaseFile, plain: Mapping[str, Any], lang: str) -> QueryAnswer:
    columns, rows = tuple(plain["head"]["vars"]), plain["results"]["bindings"]
    labels, shown = dict[str, str](), rows[:MAX_ROWS]
    told = tuple(tuple(_in_column(case, name, row.get(name), labels, lang) for name in columns) for row in shown)
    return QueryAnswer(kind="table", columns=columns, rows=told, total=len(rows), whole=len(rows) <= MAX_ROWS)


def _in_column(case: CaseFile, column: str, value: Mapping[str, str] | None, labels: dict[str, str], lang: str) -> Cell:
    """A value in its column: saved questions list claims by their ids, one after the other."""
    if column in CLAIM_COLUMNS and value is not None and value["type"] != "uri":
        ids = tuple(value["value"].split())
        if ids and all(case.views.index.claim(one) is not None for one in ids[:MAX_CLAIMS]):
            return Cell(value["value"], claims=ids[:MAX_CLAIMS], cut=len(ids) > MAX_CLAIMS)
    return _cell(case, value, labels, lang)


def _cell(case: CaseFile, value: Mapping[str, str] | None, labels: dict[str, str], lang: str) -> Cell:
    if value is None:
        return Cell("")
    text = value["value"]
    if value["type"] != "uri":
        return Cell(text[:MAX_CELL], lang=value.get("xml:lang", ""), cut=len(text) > MAX_CELL)
    name = _name(case, text)
    if not name:
        return Cell(text[:MAX_CELL], cut=len(text) > MAX_CELL)
    if name not in labels:
        labels[name] = case.label(Ref(*name.split(":", 1)), lang)
    return Cell(labels[name], ref=name)


def _name(case: CaseFile, iri: str) -> str:
    """The name of this file behind an IRI; empty for what has no page."""
    base = case.settings.base
    if not iri.startswith(base) or iri.removeprefix(base).partition("/")[0] not in KINDS:
        return ""
    try:
        return str(case.views.mapper.ref(iri))
    except BadClaim:
        return ""
