"""What the engine answers, `/sparql` answers: a corpus that touches every feature of SPARQL 1.1, asked of both.

The engine is called directly on the same quads. Rows are compared as bags of terms, graphs as sets of triples, and the
order of the rows too where the query orders them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse, parse_query_results
from tests.api.routes.corpus import CORPUS, DATA
from tests.api.served import Served, served

from habeas.vocab import PREFIXES

READY: dict[str, str] = {}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "data.trig"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def engine(data: Path) -> Store:
    store = Store()
    store.bulk_load(path=str(data), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def endpoint(data: Path) -> Iterator[Served]:
    with served("--rdf", data, folder=data.parent) as running:
        yield running


@pytest.fixture(scope="module")
def asking(endpoint: Served) -> Iterator[httpx.Client]:
    with endpoint.client() as client:
        yield client


@pytest.mark.parametrize("name", CORPUS)
def test_the_endpoint_answers_as_the_engine_does(name: str, engine: Store, asking: httpx.Client) -> None:
    query = CORPUS[name]
    expected = engine.query(query, base_iri=f"{asking.base_url}sparql".replace("//sparql", "/sparql"))
    if isinstance(expected, QueryBoolean):
        assert asking.get("/sparql", params={"query": query}).json()["boolean"] is bool(expected)
    elif isinstance(expected, QuerySolutions):
        _same_rows(expected, query, asking)
    else:
        found = asking.post("/sparql", data={"query": query}, headers={"Accept": "application/n-triples"})
        assert _shape(parse(found.content, format=RdfFormat.N_TRIPLES)) == _shape(expected)


def _same_rows(expected: QuerySolutions, query: str, asking: httpx.Client) -> None:
    content = expected.serialize(format=QueryResultsFormat.JSON)
    rows = _rows(content or b"", QueryResultsFormat.JSON)
    for media, form in (
        ("sparql-results+json", QueryResultsFormat.JSON),
        ("sparql-results+xml", QueryResultsFormat.XML),
    ):
        found = asking.get("/sparql", params={"query": query}, headers={"Accept": f"application/{media}"})
        assert found.status_code == 200, found.text
        given = _rows(found.content, form)
        assert (given == rows) if "ORDER BY" in query else (Counter(given) == Counter(rows))


def _rows(content: bytes, form: QueryResultsFormat) -> list[tuple[str, ...]]:
    found = parse_query_results(content, form)
    assert isinstance(found, QuerySolutions)
    return [tuple(_term(term) for term in row) for row in found]


def _term(term: object) -> str:
    """A term as text; blank nodes have no name that lasts."""
    text = str(term)
    return "_:" if text.startswith("_:") else text


def _shape(triples: object) -> Counter[tuple[str, str, str]]:
    return Counter((_term(t.subject), _term(t.predicate), _term(t.object)) for t in triples)


def test_the_corpus_names_every_feature_of_the_language() -> None:
    words = " ".join(CORPUS.values()).upper()
    features = [
        "SELECT",
        "DISTINCT",
        "REDUCED",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "FROM",
        "NAMED",
        "WHERE",
        "OPTIONAL",
        "UNION",
        "FILTER",
        "GRAPH",
        "MINUS",
        "BIND",
        "VALUES",
        "UNDEF",
        "EXISTS",
        "GROUP",
        "HAVING",
        "ORDER",
        "ASC",
        "DESC",
        "LIMIT",
        "OFFSET",
        "COUNT",
        "SUM",
        "MIN",
        "MAX",
        "AVG",
        "SAMPLE",
        "GROUP_CONCAT",
        "SEPARATOR",
        "BASE",
        "PREFIX",
        "STR",
        "LANG",
        "LANGMATCHES",
        "DATATYPE",
        "BOUND",
        "IRI",
        "URI",
        "BNODE",
        "RAND",
        "ABS",
        "CEIL",
        "FLOOR",
        "ROUND",
        "CONCAT",
        "STRLEN",
        "UCASE",
        "LCASE",
        "ENCODE_FOR_URI",
        "CONTAINS",
        "STRSTARTS",
        "STRENDS",
        "STRBEFORE",
        "STRAFTER",
        "YEAR",
        "MONTH",
        "DAY",
        "HOURS",
        "MINUTES",
        "SECONDS",
        "TIMEZONE",
        "TZ",
        "NOW",
        "UUID",
        "STRUUID",
        "MD5",
        "SHA1",
        "SHA256",
        "SHA384",
        "SHA512",
        "COALESCE",
        "IF",
        "STRLANG",
        "STRDT",
        "SAMETERM",
        "ISIRI",
        "ISURI",
        "ISBLANK",
        "ISLITERAL",
        "ISNUMERIC",
        "REGEX",
        "SUBSTR",
        "REPLACE",
        "IN",
        "NOT",
    ]
    assert [word for word in features if word not in words] == []


def test_prefixes_of_the_case_are_ready_in_a_case_and_not_for_loose_files(
    client: httpx.Client, asking: httpx.Client
) -> None:
    query = {"query": "ASK { ?s hab:statedBy ?o }"}
    assert client.get("/sparql", params=query).json()["boolean"] is True
    assert asking.get("/sparql", params=query).status_code == 400
    assert "hab" in PREFIXES
