"""What every engine must do: one set of tests, run over each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from tests.contracts.rdflib_store import RdflibStore
from tests.effort import BUSY
from tests.remote import in_process, services
from tests.remote.stores import HABITS, at_service, real

from habeas.errors import BadQuery
from habeas.model.engine import EngineSettings
from habeas.sparql.contract import Change, Store
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.results import Iri, Table

__all__ = ["real"]
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated")  # rdflib warns of itself
XSD = "http://www.w3.org/2001/XMLSchema#"
ENGINES: dict[str, Callable[[Path], Store]] = {
    "on disk": EmbeddedStore.open,
    "in memory": lambda _: EmbeddedStore.in_memory(),
    "rdflib": RdflibStore.open,
}


def node(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


HELD = (node("marquez"), node("detainedAt"), node("helicoide"))
NAME = (node("helicoide"), node("label"), Literal("El Helicoide", language="es"))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(params=[*ENGINES, *HABITS, *services.wanted()])
def store(request: pytest.FixtureRequest, tmp_path: Path, real: dict[str, EngineSettings]) -> Iterator[Store]:
    with ExitStack() as closing:
        if request.param in ENGINES:
            opened = ENGINES[request.param](tmp_path / "quads")
        elif request.param in HABITS:
            opened = at_service(closing.enter_context(in_process.running(HABITS[request.param])).engine)
        else:
            services.emptied(real[request.param], request.param)
            opened = at_service(real[request.param])
        closing.callback(opened.close)
        yield opened


def everything(store: Store) -> set[Quad]:
    return set(store.quads())


def rows(store: Store, sparql: str, **more: Any) -> list[tuple[Any, ...]]:
    return store.query(sparql, **more).table().rows


# -- graphs


def test_the_same_triple_in_two_graphs_is_two_quads_and_counts_once_where_it_stands_once(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD), Quad(*HELD, node("claim/1")), Quad(*HELD, node("claim/2"))]))
    assert len(everything(store)) == 3
    assert rows(store, COUNT) == [(1,)]
    assert rows(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [(2,)]


def test_plain_triples_are_those_of_the_default_graph_and_graph_sees_the_named_ones(store: Store) -> None:
    store.apply(Change(add=[Quad(*NAME), Quad(*HELD, node("claim/1"))]))
    assert rows(store, "SELECT ?s ?p ?o { ?s ?p ?o }") == [(Iri(HELD[2].value), Iri(NAME[1].value), "El Helicoide")]
    assert rows(store, "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }") == [(Iri(node("claim/1").value), Iri(HELD[0].value))]
    assert store.query("ASK { ?s <https://example.org/detainedAt> ?o }").boolean() is False


def test_quads_are_found_by_any_part(store: Store) -> None:
    quads = {Quad(*NAME), Quad(*HELD), Quad(*HELD, node("claim/1"))}
    store.apply(Change(add=list(quads)))
    assert set(store.quads(graph=None)) == {Quad(*NAME), Quad(*HELD)}
    assert set(store.quads(graph=node("claim/1"))) == {Quad(*HELD, node("claim/1"))}
    assert set(store.quads(graph=...)) == quads
    assert set(store.quads(subject=HELD[0], graph=None)) == {Quad(*HELD)}
    assert set(store.quads(predicate=NAME[1])) == set(store.quads(object=NAME[2])) == {Quad(*NAME)}
    assert list(store.quads(subject=node("nobody"))) == []


def test_a_store_says_whether_it_holds_a_quad(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD, node("claim/1"))]))
    assert store.holds(Quad(*HELD, node("claim/1")))
    assert not store.holds(Quad(*HELD))
    assert not store.holds(Quad(*HELD, node("claim/2")))


# -- changes


def test_what_is_removed_is_gone_and_only_there(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD), Quad(*HELD, node("claim/1")), Quad(*NAME)]))
    store.apply(Change(remove=[Quad(*HELD, node("claim/1"))]))
    assert everything(store) == {Quad(*HELD), Quad(*NAME)}


def test_a_change_removes_and_adds_together(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.apply(Change(remove=[Quad(*HELD)], add=[Quad(*NAME), Quad(*HELD, node("claim/1"))]))
    assert everything(store) == {Quad(*NAME), Quad(*HELD, node("claim/1"))}


def test_what_is_removed_and_added_in_one_change_is_there(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.apply(Change(remove=[Quad(*HELD)], add=[Quad(*HELD)]))
    assert everything(store) == {Quad(*HELD)}


@pytest.mark.parametrize("remove", [[], [Quad(*NAME)]])
def test_adding_what_is_there_and_removing_what_is_not_are_harmless(store: Store, remove: list[Quad]) -> None:
    for _ in range(3):
        store.apply(Change(remove=remove, add=[Quad(*HELD), Quad(*HELD), Quad(*HELD, node("claim/1"))]))
    assert rows(store, COUNT) == [(1,)]
    assert len(list(store.quads())) == 2


def test_an_empty_change_changes_nothing(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.apply(Change())
    assert everything(store) == {Quad(*HELD)}


@pytest.mark.parametrize("where", ["add", "remove"])
def test_a_change_that_fails_changes_nothing(store: Store, where: str) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    bad: Any = {"remove": [Quad(*HELD)], "add": [Quad(*NAME)]}
    bad[where] = [*bad[where], "no quad at all"]
    with pytest.raises((TypeError, ValueError)):
        store.apply(Change(**bad))
    assert everything(store) == {Quad(*HELD)}


def test_many_are_loaded_at_once_all_or_nothing(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.load_many(Quad(node(f"s{n}"), node("p"), Literal(n)) for n in range(1000))
    store.load_many([Quad(*HELD), Quad(node("s1"), node("p"), Literal(1))])
    assert rows(store, COUNT) == [(1001,)]

    def failing() -> Iterator[Quad]:
        yield Quad(*NAME)
        raise KeyError("the reader stumbled")

    with pytest.raises(KeyError):
        store.load_many(failing())
    assert rows(store, COUNT) == [(1001,)]


def test_a_graph_whose_last_quad_went_is_not_there_any_more(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD, node("claim/1")), Quad(*HELD, node("claim/2")), Quad(*NAME, node("claim/2"))]))
    store.apply(Change(remove=[Quad(*HELD, node("claim/1")), Quad(*HELD, node("claim/2"))]))
    assert rows(
        store,
        "SELECT DISTINCT ?g { GRAPH ?g {} }"
        if isinstance(store, EmbeddedStore)
        else "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    ) == [(Iri(node("claim/2").value),)]


# -- words


quotes = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "\\u0022",
        "\\",
        '"',
        '"""',
        "'''",
        "\n\r\t",
        "\x00\x0b\x1f",
        "\u2028\u0085",
        "} ; DROP ALL #",
        "\\U0001F600",
        " x ",
        "e\u0301",
        "é",
    ]
)


@settings(max_examples=5, deadline=None, suppress_health_check=[*BUSY, HealthCheck.function_scoped_fixture])
@given(words=st.lists(quotes, min_size=12, max_size=12, unique=True))
def test_words_survive_letter_for_letter_by_every_way_in(store: Store, words: list[str]) -> None:
    """Twelve at a time: a store that is a service takes longer for a request than for what is in it."""
    ways = [
        [Quad(node(f"{way}{n}"), node("wording"), Literal(each), node("claim/1")) for n, each in enumerate(words)]
        for way in ("added", "changed", "loaded")
    ]
    by_add, by_change, by_load = ways
    store.apply(Change(add=by_add))
    store.apply(Change(remove=[Quad(*NAME)], add=by_change))
    store.load_many(by_load)
    every = [quad for way in ways for quad in way]
    assert everything(store) == set(every)
    assert {row[0] for row in rows(store, "SELECT ?w { GRAPH ?g { ?s ?p ?w } }")} == set(words)
    store.apply(Change(remove=every))
    assert everything(store) == set()


def test_everything_comes_out_as_nquads(store: Store) -> None:
    quads = {Quad(*NAME), Quad(*HELD, node("claim/1")), Quad(node("a"), node("w"), Literal('"\\u0041\n'))}
    store.apply(Change(add=list(quads)))
    assert set(parse(store.to_nquads(), format=RdfFormat.N_QUADS)) == quads


# -- queries


def test_rows_are_plain_values(store: Store) -> None:
    values: list[tuple[Any, Any]] = [
        (node("x"), Iri(node("x").value)),
        (Literal("x"), "x"),
        (Literal("42"), "42"),
        (Literal("x", language="es"), "x"),
        (typed("7", "integer"), 7),
        (typed("1.5", "decimal"), 1.5),
        (typed("true", "boolean"), True),
        (typed("2026-01-08", "date"), date(2026, 1, 8)),
        (typed("2026", "gYear"), "2026"),
    ]
    store.apply(Change(add=[Quad(node("s"), node(f"p{n}"), term) for n, (term, _) in enumerate(values)]))
    for number, (_, value) in enumerate(values):
        ((found,),) = rows(store, f"SELECT ?v {{ ?s <https://example.org/p{number}> ?v }}")
        assert (found, type(found)) == (value, type(value))


def test_what_is_not_bound_is_none(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    table = store.query("SELECT ?s ?z { ?s ?p ?o OPTIONAL { ?o <https://example.org/label> ?z } }").table()
    assert table == Table(("s", "z"), [(Iri(HELD[0].value), None)])


def test_prefixes_and_a_base_are_given_with_the_query(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    assert rows(store, "SELECT ?o { ex:marquez ex:detainedAt ?o }", prefixes={"ex": "https://example.org/"})
    assert rows(store, "SELECT ?o { <marquez> ?p ?o }", base="https://example.org/")


def test_a_variable_is_bound_to_a_term_and_never_to_text(store: Store) -> None:
    words = 'x" } ; DROP ALL #'
    store.apply(Change(add=[Quad(*HELD), Quad(node("a"), node("w"), Literal(words))]))
    assert rows(store, "SELECT ?p ?o { ?s ?p ?o }", substitutions={"o": Literal(words)}) == [
        (Iri(node("w").value), words)
    ]
    assert [row[0] for row in rows(store, "SELECT ?p ?s { ?s ?p ?o }", substitutions={"s": HELD[0]})] == [HELD[1].value]


def test_an_answer_can_be_taken_as_records_or_as_bytes(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    assert store.query("SELECT ?s { ?s ?p ?o }").serialise("csv").split() == [b"s", HELD[0].value.encode()]
    assert b'"boolean"' in store.query("ASK {}").serialise("json")
    graph = store.query("CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }")
    assert graph.serialise("nt") == b" ".join(b"<" + t.value.encode() + b">" for t in reversed(HELD)) + b" .\n"
    assert [tuple(t) for t in store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples()] == [HELD]


@pytest.mark.parametrize(
    "sparql",
    ["SELECT ?s {", "SELECT * { ?s ?p ?o } nonsense", "", "INSERT DATA { <x:a> <x:b> 1 }", "SELECT * { ex:a ?p ?o }"],
)
def test_a_mistake_in_a_query_is_a_bad_query(store: Store, sparql: str) -> None:
    with pytest.raises(BadQuery):
        store.query(sparql)


# -- opening again


@pytest.mark.parametrize("name", ["on disk", "rdflib"])
def test_what_was_written_is_there_after_opening_again(tmp_path: Path, name: str) -> None:
    quads = {Quad(*NAME), Quad(*HELD), Quad(*HELD, node("claim/1"))}
    store = ENGINES[name](tmp_path / "quads")
    store.apply(Change(add=list(quads)))
    store.load_many([Quad(*HELD, node("claim/2"))])
    store.apply(Change(remove=[Quad(*HELD, node("claim/2"))]))
    store.flush()
    store.close()
    store = ENGINES[name](tmp_path / "quads")
    assert everything(store) == quads
    assert rows(store, COUNT) == [(2,)]
    store.close()
