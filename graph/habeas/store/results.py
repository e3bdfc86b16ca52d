"""Answers to queries: as plain records, or as bytes written by the engine. An answer can be taken once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final, TypeVar

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
    serialize,
)

from habeas.errors import BadChoice

F = TypeVar("F")
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

TABLE_FORMATS: Final = {
    "json": QueryResultsFormat.JSON, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "xml": QueryResultsFormat.XML
}  # fmt: skip
GRAPH_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML,
}  # fmt: skip


class Iri(str):
    """An IRI in a row, so that it can be told from words."""

    __slots__ = ()


Value = Iri | str | int | float | bool | date | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT as plain values; None where a variable is not bound."""

    columns: tuple[str, ...]
    rows: list[Row]


class Results:
    """The answer to one query. Take it once: `table`, `boolean`, `triples`, or `serialise`."""

    def __init__(self, raw: QuerySolutions | QueryBoolean | QueryTriples, prefixes: Mapping[str, str]) -> None:
        self._raw = raw
        self._prefixes = dict(prefixes)

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

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other, as the engine finds them. Raises BadChoice for a query that gives none."""
        if not isinstance(self._raw, QuerySolutions):
            raise BadChoice(why=f"this query gives a {self.kind}, not rows")
        for solution in self._raw:
            yield tuple(plain(term) for term in solution)

    def table(self) -> Table:
        """All rows."""
        return Table(self.columns, list(self.rows()))

    def boolean(self) -> bool:
        """The answer of an ASK."""
        if not isinstance(self._raw, QueryBoolean):
            raise BadChoice(why=f"this query gives a {self.kind}, not yes or no")
        return bool(self._raw)

    def triples(self) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        if not isinstance(self._raw, QueryTriples):
            raise BadChoice(why=f"this query gives a {self.kind}, not triples")
        return iter(self._raw)

    def serialise(self, form: str) -> bytes:
        """The answer in a standard format, written by the engine. Raises BadChoice naming the formats that fit."""
        if isinstance(self._raw, QueryTriples):
            chosen = _choose(form, GRAPH_FORMATS, "this query gives a graph")
            out = BytesIO()
            serialize(self._raw, out, format=chosen, prefixes=self._prefixes)
            return out.getvalue()
        written = self._raw.serialize(format=_choose(form, TABLE_FORMATS, "this query gives rows"))
        return written or b""


def _choose(form: str, formats: Mapping[str, F], what: str) -> F:
    found = formats.get(form)
    if found is None:
        raise BadChoice(
            where="format", why=f"{what}, which cannot be written as {form}", next="Formats: " + ", ".join(formats)
        )
    return found


def plain(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """A term as a plain value; a literal that Python's types cannot take stays text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if not isinstance(term, Literal):
        return str(term)
    try:
        return _typed(term)
    except ValueError:
        return term.value


def _typed(term: Literal) -> Value:
    match term.datatype.value.removeprefix(XSD):
        case "integer" | "int" | "long" | "nonNegativeInteger":
            return int(term.value)
        case "decimal" | "double" | "float":
            return float(term.value)
        case "boolean":
            return term.value in {"true", "1"}
        case "date":
            return date.fromisoformat(term.value)
    return term.value
