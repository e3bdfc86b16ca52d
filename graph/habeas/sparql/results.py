"""Answers to queries: as plain records, or as bytes in a standard format.

An answer is worked out once and can be taken once, as rows or as bytes, while the engine still finds them. `keep` holds
it in memory, and then it can be taken as often as one likes. `Results.read` makes one from bytes, so that an answer
looks the same whether it comes from this process, another one, or a service.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib import import_module
from io import BytesIO
from typing import IO, Any, Final, Self, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from habeas.errors import BadChoice, BadFile, phrase
from habeas.sparql.engine_errors import engine_error, first_line, translated
from habeas.sparql.sheets import SHEET, write_sheet

F = TypeVar("F")
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
INTEGERS: Final = (
    *("integer", "int", "long", "short", "byte"),
    *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
)
"""The types of whole numbers, by their local names."""

TABLE_FORMATS: Final = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


class Iri(str):
    """An IRI in a row, so that it can be told apart from text."""

    __slots__ = ()


BoundValue = Iri | str | int | float | bool | date | None
BoundRow = tuple[BoundValue, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT as plain values; None where a variable is not bound."""

    columns: tuple[str, ...]
    rows: list[BoundRow]


class Results:
    """The answer to one query: `table` or `rows`, `boolean`, `triples`; or `serialise` and `write`, which fit all."""

    def __init__(
        self, raw: QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple], prefixes: Mapping[str, str]
    ) -> None:
        self._raw = raw
        self._prefixes = dict(prefixes)
        self._kept: bytes | list[Triple] | None = None
        self._taken = False

    @classmethod
    def read(cls, data: bytes, form: str = "json", prefixes: Mapping[str, str] | None = None) -> Self:
        """An answer from bytes: `json`, `xml` or `tsv` for rows and yes or no; a format of RDF for triples."""
        try:
            if form in GRAPH_FORMATS:
                quads = list(parse(data, format=GRAPH_FORMATS[form]))
                return cls([quad.triple for quad in quads], prefixes or {})
            return cls(parse_query_results(data, _choose(form, TABLE_FORMATS, "these are results")), prefixes or {})
        except (SyntaxError, ValueError) as error:
            raise BadFile(why=phrase("this answer cannot be read: %(error)s", error=first_line(error))) from None

    @property
    def kind(self) -> str:
        """`table` (SELECT), `boolean` (ASK) or `graph` (CONSTRUCT, DESCRIBE)."""
        if isinstance(self._raw, QuerySolutions):
            return "table"
        return "boolean" if isinstance(self._raw, QueryBoolean) else "graph"

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables of a SELECT, without the question mark."""
        return tuple(v.value for v in self._raw.variables) if isinstance(self._raw, QuerySolutions) else ()

    def keep(self) -> Self:
        """Hold the answer in memory, so that it can be taken more than once."""
        if self._kept is None:
            answer = self._take()
            if isinstance(answer, QuerySolutions):
                self._kept = answer.serialize(format=QueryResultsFormat.JSON) or b""
            elif not isinstance(answer, QueryBoolean):
                self._kept = list(translated(answer))
        return self

    def _take(self) -> QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple]:
        if isinstance(self._kept, bytes):
            return parse_query_results(self._kept, QueryResultsFormat.JSON)
        if isinstance(self._kept, list):
            return self._kept
        if self._taken and not isinstance(self._raw, QueryBoolean):
            raise BadChoice(
                why="this answer was taken already", next="Call keep() on it first to take it more than once."
            )
        self._taken = True
        return self._raw

    def rows(self) -> Iterator[BoundRow]:
        """The rows, one after the other, as the engine finds them. Raises BadChoice for a query that gives none."""
        self._require("table", "rows")
        answer = self._take()
        return (tuple(map(plain, row)) for row in translated(answer))  # type: ignore[arg-type]

    def terms(self) -> Iterator[tuple[NamedNode | BlankNode | Literal | Triple | None, ...]]:
        """The same as terms of RDF."""
        self._require("table", "rows")
        return (tuple(row) for row in translated(self._take()))  # type: ignore[arg-type]

    def table(self) -> Table:
        """All rows."""
        return Table(self.columns, list(self.rows()))

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame. Raises BadChoice when pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise BadChoice(why="pandas is not installed", next="pip install 'habeas[pandas]'") from None
        table = self.table()
        return pandas.DataFrame(table.rows, columns=list(table.columns))

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it, its first rows; it is kept then, and can still be taken."""
        try:
            self.keep()
        except BadChoice as error:
            return f"<p>{escape(str(error.why))}</p>"
        if self.kind == "boolean":
            return f"<p>{'yes' if self.boolean() else 'no'}</p>"
        table = self.table() if self.kind == "table" else Table(TRIPLE, list(map(_as_row, self.triples())))
        return html_of(table)

    def boolean(self) -> bool:
        """The answer of an ASK."""
        self._require("boolean", "yes or no")
        return bool(self._raw)

    def triples(self) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        self._require("graph", "triples")
        return translated(self._take())  # type: ignore[arg-type]

    def _require(self, kind: str, what: str) -> None:
        if self.kind != kind:
            raise BadChoice(why=phrase("this query gives a %(kind)s, not %(what)s", kind=self.kind, what=what))

    def serialise(self, form: str) -> bytes:
        """The answer in a standard format, written by the engine. Raises BadChoice naming the formats that fit."""
        out = BytesIO()
        self.write(out, form)
        return out.getvalue()

    def write(self, out: IO[bytes], form: str) -> None:
        """The same into an open file, as the engine finds it; an error of the file is passed on."""
        if self.kind == "graph":
            graph = _choose(form, GRAPH_FORMATS, "this query gives a graph")
            serialize(self.triples(), out, format=graph, prefixes=self._prefixes)
            return
        table = _choose("csv" if form == SHEET else form, TABLE_FORMATS, "this query gives rows")
        answer = self._take()
        if form == SHEET and isinstance(answer, QuerySolutions):
            write_sheet(out, answer)
            return
        assert isinstance(answer, QuerySolutions | QueryBoolean)  # noqa: S101 of the kind just asked for
        try:
            answer.serialize(out, table)
        except RuntimeError as error:
            raise engine_error(error) from None


TRIPLE: Final = ("subject", "predicate", "object")
SHOWN_ROWS: Final = 100


def _as_row(triple: Triple) -> BoundRow:
    return tuple(map(plain, (triple.subject, triple.predicate, triple.object)))


def html_of(table: Table) -> str:
    """The first rows of a table as HTML, every value as text; how many there are, where more."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(_shown(value))}</td>' for value in row)}</tr>" for row in table.rows[:SHOWN_ROWS]
    )
    more = f"<p>{SHOWN_ROWS} of {len(table.rows)} rows</p>" if len(table.rows) > SHOWN_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _shown(value: BoundValue) -> str:
    return "" if value is None else str(value)


def _choose(form: str, formats: Mapping[str, F], what: str) -> F:
    found = formats.get(form)
    if found is None:
        why = phrase("%(what)s, which cannot be written as %(form)s", what=what, form=form)
        raise BadChoice(where="format", why=why, next="Formats: " + ", ".join(formats))
    return found


def plain(term: NamedNode | BlankNode | Literal | Triple | None) -> BoundValue:
    """A term as a plain value; a literal that Python's types cannot take, or that is not well formed, stays text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if not isinstance(term, Literal):
        return str(term)
    well_formed, reader = _TYPES.get(term.datatype.value, _TEXT)
    if not well_formed.fullmatch(term.value):
        return term.value
    try:
        return reader(term.value)
    except ValueError:  # 2026-02-30, or a number too long for Python
        return term.value


def _is_true(text: str) -> bool:
    return text in {"true", "1"}


_ANY: Final = re.compile(r".*", re.DOTALL)
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN")
_TEXT: Final = (_ANY, str)
_TYPES: Final[dict[str, tuple[re.Pattern[str], Callable[[str], BoundValue]]]] = {
    **{XSD + name: (_INTEGER, int) for name in INTEGERS},
    XSD + "decimal": (_DECIMAL, float),
    XSD + "double": (_DOUBLE, float),
    XSD + "float": (_DOUBLE, float),
    XSD + "boolean": (re.compile("true|false|1|0"), _is_true),
    XSD + "date": (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
}
