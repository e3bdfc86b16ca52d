"""Answers, whichever engine they come from."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode
from tests.contracts.test_stores import rows, typed

from habeas.errors import BadChoice, BadFile
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.results import Iri, Results, Table


def some_rows() -> Results:
    return EmbeddedStore.in_memory().query('SELECT ?a ?b { VALUES (?a ?b) { (1 "x"@es) (<x:y> UNDEF) } }')


def test_an_answer_is_worked_out_once_and_can_be_taken_again_when_it_is_kept() -> None:
    answer = some_rows().keep()
    assert answer.table() == answer.table() == Table(("a", "b"), [(1, "x"), (Iri("x:y"), None)])
    assert answer.serialise("tsv") == answer.serialise("tsv") == some_rows().serialise("tsv")
    graph = EmbeddedStore.in_memory().query("CONSTRUCT { <x:a> <x:b> 1 } {}").keep()
    assert (len(list(graph.triples())), graph.serialise("nt")) == (1, graph.serialise("nt"))


def test_an_answer_that_was_taken_does_not_pretend_to_be_empty() -> None:
    answer = some_rows()
    assert len(answer.table().rows) == 2
    for again in (answer.table, answer.rows, answer.keep, lambda: answer.serialise("csv")):
        with pytest.raises(BadChoice, match="taken already"):
            again()
    yes = EmbeddedStore.in_memory().query("ASK {}")
    assert (yes.boolean(), yes.boolean(), yes.keep().boolean()) == (True, True, True)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_an_answer_made_from_bytes_is_the_same_answer(form: str) -> None:
    assert Results.read(some_rows().serialise(form), form).table() == some_rows().table()


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "nt", "ttl"])
def test_bytes_that_are_no_answer_are_a_bad_file(form: str) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        Results.read(b"{ nothing", form).table()


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_every_format_of_a_table_is_written(form: str) -> None:
    assert some_rows().serialise(form)


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_every_format_of_a_graph_is_written_and_reads_back(form: str) -> None:
    answer = EmbeddedStore.in_memory().query("CONSTRUCT { <http://x/a> ex:b 1 } {}", prefixes={"ex": "http://x/"})
    back = Results.read(answer.serialise(form), form)
    assert [tuple(t) for t in back.triples()] == [
        (NamedNode("http://x/a"), NamedNode("http://x/b"), typed("1", "integer"))
    ]


def test_the_wrong_question_to_an_answer_says_what_it_is() -> None:
    for wrong in (some_rows().boolean, some_rows().triples, lambda: some_rows().serialise("ttl")):
        with pytest.raises(BadChoice):
            wrong()
    with pytest.raises(BadChoice, match="gives a boolean, not rows"):
        EmbeddedStore.in_memory().query("ASK {}").rows()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1_000", "integer"),
        (" 7", "integer"),
        ("9" * 5000, "integer"),
        ("x", "boolean"),
        ("2026-02-30", "date"),
        ("20260108", "date"),
        ("2026-01-08Z", "date"),
        ("-0044-03-15", "date"),
        ("1_0", "double"),
        ("1_0", "decimal"),
        ("1e5", "decimal"),
        ("", "integer"),
    ],
)
def test_a_literal_that_is_not_well_formed_or_too_large_for_python_stays_text(text: str, name: str) -> None:
    store = EmbeddedStore.in_memory()
    assert rows(store, "SELECT ?v { VALUES ?v { ?x } }".replace("?x", str(typed(text, name)))) == [(text,)]


@pytest.mark.parametrize(
    ("text", "name", "value"), [("-INF", "double", float("-inf")), ("1e3", "float", 1000.0), ("12", "unsignedByte", 12)]
)
def test_numbers_of_every_type_are_numbers(text: str, name: str, value: float) -> None:
    assert rows(EmbeddedStore.in_memory(), f"SELECT ({typed(text, name)} AS ?v) {{}}") == [(value,)]
