"""Queries are asked in another form where that is sooner: the rows are the same, and what is not understood stays."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping

import pytest
from bench.slow_shapes import LESS, NOTHING, SHAPES, filled
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QueryTriples, RdfFormat, Store
from rdflib import Dataset
from tests.graph.sparql.random_queries import PREFIX, Maker, a_graph

from habeas.errors import BadQuery
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.query_reader import read_query
from habeas.sparql.rewrites import rewritten

ID = "https://w3id.org/habeas/id/"
NAMES = {"PERSON": f"{ID}person/p0", "FACILITY": f"{ID}facility/f0", "SPEAKER": f"{ID}org/o0"}
PLANTED = SHAPES | LESS
SMALL_CASE = "\n".join(
    f"""id:detention/d{n} a hab:Detention ; hab:person id:person/p{n % 4} ; hab:facility id:facility/f{n % 3} .
    id:claim/c{n} a hab:Claim ; hab:about id:person/p{n % 4} , id:detention/d{n} ; hab:statedBy id:org/o{n % 3} ;
        hab:inDocument id:doc/{n % 5} ; hab:recordedAt "2026-01-{n + 1:02}T00:00:00Z"^^xsd:dateTime .
    """
    + (
        f'id:detention/d{n} hab:ended id:t/{n} . id:t/{n} hab:latest "20{20 + n % 7}-01-07"^^xsd:date .'
        if n % 2
        else ""
    )
    + (f'id:detention/d{n} hab:began id:t/b{n} . id:t/b{n} hab:earliest "2019-01-07"^^xsd:date .' if n % 3 else "")
    + (
        f'id:claim/c{n} hab:foundAt id:s/{n} . id:s/{n} oa:hasSelector id:x/{n} . id:x/{n} oa:exact "q {n}" .'
        if n % 5
        else ""
    )
    + f'id:claim/c{n} hab:validTime id:t/v{n} . id:t/v{n} hab:edtf "2020" .'
    for n in range(12)
)
TURTLE = (
    f"@base <{ID}> . @prefix hab: <https://w3id.org/habeas/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> ."
    f" @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + re.sub(r"id:(\S+)", r"<\1>", SMALL_CASE)
)
UNTOUCHED = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s e:p ?o OPTIONAL { ?o e:q ?x } }",
    "SELECT * { [] e:p ?o . ?o e:q ?x FILTER(?o = e:n1) }",
    "SELECT * { ?s e:p _:x . ?s e:q ?x FILTER(?s = e:n1) }",
    "SELECT * { ?s e:p (1 2) FILTER(?s = e:n1) }",
    "SELECT * { ?s e:p ?o FILTER(?o = 1) }",
    'SELECT * { ?s e:p ?o FILTER(?o = "1"^^<http://www.w3.org/2001/XMLSchema#integer>) }',
    "SELECT * { ?s e:p ?o FILTER(?o = e:n1 || ?s = e:n1) }",
    "SELECT * { ?s e:p ?o FILTER(?o = e:n1 || true) }",
    "SELECT * { ?s e:p ?o FILTER(!(?o = e:n1)) }",
    "SELECT * { ?s e:p ?o OPTIONAL { ?o e:q ?x } FILTER(!BOUND(?x)) }",
    "SELECT * { ?s e:p ?o OPTIONAL { ?o e:q ?x } ?x e:r ?y }",
    "SELECT * { ?s e:p ?o MINUS { ?x e:q ?y . ?y e:r ?z } }",
    "SELECT * { ?s e:p ?o MINUS { ?s e:q ?y . ?y e:r ?z FILTER(?o = ?z) } }",
    "SELECT * { ?s e:p ?o { SELECT ?s { ?s e:q ?o } LIMIT 3 } }",
    "SELECT ?s (SAMPLE(?o) AS ?x) { ?s e:p ?o } GROUP BY ?s HAVING(?x = e:n1)",
    "SELECT * { ?s e:p ?o FILTER(?s<e:n1&&?o>e:n2) }",
    "SELECT * { ?s e:p ?o FILTER(STR(?o) = 'http://example.org/n1') }",
    "SELECT (EXISTS { ?s e:q ?x . ?x e:r ?y } AS ?e) WHERE { ?s e:p ?o OPTIONAL { ?s e:q ?z . ?z e:r ?y } }",
    "CONSTRUCT WHERE { ?s e:p ?o }",
    "SELECT * { GRAPH ?g { ?s e:p ?o FILTER NOT EXISTS { ?t e:q ?u . ?u e:r ?s } } ?t e:p e:n1 FILTER(?s = e:n2) }",
)
BECOMES = {
    "SELECT * { ?s e:p ?o OPTIONAL { ?o e:q ?x } ?s e:r e:n1 }": "?s e:r e:n1 . OPTIONAL",
    "SELECT * { OPTIONAL { ?o e:q ?x } FILTER(?x = e:n1) }": "{ VALUES ?x { e:n1 } ?o e:q ?x .",
    "SELECT * { ?s e:p ?o FILTER(?o IN (e:n1, e:n2, e:n1)) }": "VALUES ?o { e:n1 e:n2 }",
    'SELECT * { ?s e:p ?o FILTER(?o = "x"@es && ?s != e:n2) }': 'VALUES ?o { "x"@es }',
    "SELECT * { ?s e:p ?o FILTER(STR(?s) = 'http://example.org/n1') }": "VALUES ?s { <http://example.org/n1> }",
    "ASK { ?s e:p ?o OPTIONAL { ?o e:q ?x . ?x e:r ?y } }": "LATERAL { OPTIONAL",
    "SELECT * { e:n1 e:p ?o MINUS { ?o e:q ?x . ?x e:r ?y } }": "NOT EXISTS { ?o e:q ?x . LATERAL { ?x e:r ?y",
    "SELECT * { ?s e:p ?o OPTIONAL { ?o e:q ?x . ?x e:r ?y } } ORDER BY ?s LIMIT 5 OFFSET 2": "LIMIT 7 } LATERAL",
}
Rows = bool | tuple[list[str], Counter[str]] | set[str]


def rows_of(store: Store, query: str) -> Rows:
    """What comes, in no order."""
    found = store.query(query)
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return set(map(str, found))
    names = [variable.value for variable in found.variables]
    return names, Counter(str([str(row[name]) for name in names]) for row in found)


@pytest.fixture(scope="module")
def small() -> Store:
    store = Store()
    store.load(TURTLE.encode(), format=RdfFormat.TURTLE)
    person = NamedNode("https://w3id.org/habeas/ns#person")
    for quad in list(store.quads_for_pattern(None, person, None)):
        claim = quad.subject.value.replace("detention/d", "claim/c")  # type: ignore[union-attr]
        store.add(Quad(quad.subject, person, quad.object, NamedNode(claim)))
    return store


@pytest.mark.parametrize("seed", range(12))
def test_random_queries_have_the_same_rows_in_both_forms(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    store, maker, changed = Store(), Maker(chance), 0
    store.extend(a_graph(chance))
    for query in (maker.query() for _ in range(120)):
        other = rewritten(query)
        if other is query:
            continue
        try:
            expected = rows_of(store, query)
        except SyntaxError:  # such as a variable that BIND gives twice
            continue
        changed += 1
        assert rows_of(store, other) == expected, query
    assert changed > 15


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")  # what rdflib says of its own Dataset
@pytest.mark.parametrize("what", PLANTED | NOTHING)
def test_slow_shapes_have_the_rows_that_another_engine_finds(small: Store, what: str) -> None:
    query = filled((PLANTED | NOTHING)[what], NAMES)
    graph = Dataset()
    graph.parse(data=small.dump(format=RdfFormat.N_QUADS) or b"", format="nquads")
    judged, found = graph.query(query), small.query(rewritten(query))
    if isinstance(found, QueryBoolean):
        assert judged.askAnswer == bool(found)
        return
    names = [variable.value for variable in found.variables]
    ours = Counter(tuple(str(getattr(row[name], "value", "")) for name in names) for row in found)
    theirs = Counter(
        tuple("" if row[name] is None else str(row[name]).replace("+00:00", "Z") for name in names) for row in judged
    )
    if "GROUP BY" in query:  # rdflib gives a row without a count for what is in no group
        theirs = Counter({row: number for row, number in theirs.items() if "" not in row})
    if "LIMIT" in query and "ORDER" not in query:
        everything = Counter(
            tuple(str(getattr(row[name], "value", "")) for name in names)
            for row in small.query(query.partition(" LIMIT")[0])
        )
        assert ours <= everything and ours.total() == theirs.total()
    else:
        assert ours == theirs


@pytest.mark.parametrize("what", PLANTED)
def test_every_slow_shape_is_asked_in_another_form(what: str) -> None:
    query = filled(PLANTED[what], NAMES)
    assert rewritten(query) != query


@pytest.mark.parametrize("query", UNTOUCHED)
def test_what_gains_nothing_or_is_not_understood_stays_as_it_is(query: str) -> None:
    assert rewritten(PREFIX + query) == PREFIX + query


@pytest.mark.parametrize("query", BECOMES)
def test_each_step_makes_what_it_says(query: str) -> None:
    assert BECOMES[query] in rewritten(PREFIX + query)


def test_a_read_query_is_written_with_the_same_meaning() -> None:
    chance = random.Random(7)  # noqa: S311
    store, maker = Store(), Maker(chance)
    store.extend(a_graph(chance))
    for query in (maker.query() for _ in range(150)):
        read = read_query(query)
        assert read is not None, query
        try:
            expected = rows_of(store, query)
        except SyntaxError:
            continue
        assert rows_of(store, read.text) == expected, query


def test_a_mistake_is_told_at_its_place_in_the_query_as_it_was_written() -> None:
    query = "SELECT * {\n  ?s <e:p> ?o\n  OPTIONAL { ?o <e:q> ?x }\n  ?s <e:r> <e:n> FILTER(?x = ) }"
    with pytest.raises(BadQuery, match="line 4"):
        EmbeddedStore.in_memory().query(query)


def test_the_store_asks_the_other_form_and_substitutions_stay_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(text: str) -> str:
        asked.append(text)
        return rewritten(text)

    monkeypatch.setattr("habeas.sparql.embedded.rewritten", noted)
    store, name = EmbeddedStore(Store()), NamedNode("e:n")
    store.load_many([Quad(name, NamedNode("e:p"), name, DefaultGraph())])
    query = "SELECT * { ?s <e:p> ?o FILTER(?o = <e:n>) }"
    found: Mapping[str, NamedNode] = {"o": name}
    assert len(list(store.query(query).rows())) == 1
    assert len(list(store.query(query, substitutions=found).rows())) == 1
    assert asked == [query]
