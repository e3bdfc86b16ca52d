"""Whoever asks what is slow in every form is told why; whoever does not is told nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.slow_shapes import SHAPES, filled

from habeas.casefile import CaseFile
from habeas.sparql.slow_shapes import EVERYTHING, OPTIONS, PATHS, PRODUCT, TEXTS, SlowShape, slow_shapes

NAMES = {word: f"https://w3id.org/habeas/id/{word}" for word in ("PERSON", "FACILITY", "SPEAKER")}
SLOW = {
    'SELECT * { ?p skos:prefLabel ?l FILTER(REGEX(?l, "^El")) }': TEXTS,
    'SELECT * { ?p skos:prefLabel ?l FILTER(CONTAINS(LCASE(STR(?l)), "el")) }': TEXTS,
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p": EVERYTHING,
    "SELECT * { ?a hab:facility ?f . ?b hab:person ?p }": PRODUCT,
    "SELECT DISTINCT * { ?a hab:partOf+ ?b }": PATHS,
    "SELECT * { ?d hab:person ?p OPTIONAL { ?d hab:ended ?x . ?x hab:latest ?e } }": OPTIONS,
    "SELECT * { GRAPH ?g { ?d hab:person ?p OPTIONAL { ?d hab:ended ?x . ?x hab:latest ?e } } }": OPTIONS,
}
FAST = (
    "SELECT * { ?s ?p ?o } LIMIT 10",
    "ASK { ?s ?p ?o }",
    "SELECT * { id:x ?p ?o }",
    "SELECT * { ?d hab:person id:p ; hab:facility ?f OPTIONAL { ?d hab:ended ?x . ?x hab:latest ?e } }",
    "SELECT * { ?a hab:partOf+ id:f }",
    "SELECT * { ?a hab:facility ?f . ?b hab:person ?p FILTER(?f = ?p) }",
    "SELECT * { ?a hab:facility ?f . ?b hab:person ?p . ?b hab:facility ?f }",
    "SELECT * { ?d hab:person ?p ; hab:facility ?f }",
    'SELECT * { id:p skos:prefLabel ?l FILTER(CONTAINS(?l, "x")) }',
)


@pytest.mark.parametrize("query", SLOW)
def test_a_slow_query_is_told_why(query: str) -> None:
    found: tuple[SlowShape, ...] = slow_shapes(query)
    assert found == (SLOW[query],)


@pytest.mark.parametrize("query", FAST)
def test_others_are_told_nothing(query: str) -> None:
    assert slow_shapes(query) == ()


@pytest.mark.parametrize("what", SHAPES)
def test_a_shape_that_is_asked_in_a_fast_form_is_told_nothing(what: str) -> None:
    assert slow_shapes(filled(SHAPES[what], NAMES)) == ()


def test_it_is_told_of_a_large_file_beside_names_that_nothing_has(
    example_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT * { ?s ?p ?o . ?s a hab:Detenton }"
    with CaseFile.open(example_once) as case:
        small = case.query_warnings("SELECT * { ?s ?p ?o }")
        monkeypatch.setattr("habeas.casefile.reading.LARGE", 0)
        large = case.query_warnings("SELECT * { ?s ?p ?o }")
        assert [one.why for one in case.query_warnings(query)] == [one.why for one in case.unknown_terms(query)]
    assert (small, large) == ((), (EVERYTHING,))
