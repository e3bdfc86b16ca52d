"""A name in a query that nothing has is told: a misspelt property would find nothing in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.graph.shell import habeas

from habeas.casefile import CaseFile

SLIPS = {
    "SELECT * { ?who hab:detainedat ?where }": {"hab:detainedat": ("hab:detainedAt",)},
    "SELECT * { ?who a hab:Detenton }": {"hab:Detenton": ("hab:Detention",)},
    "SELECT * { ?who skos:preflabel ?name . ?who hab:detainedAt ?x }": {"skos:preflabel": ("skos:prefLabel",)},
    "PREFIX x: <https://w3id.org/habeas/ns#> SELECT * { GRAPH ?g { ?c x:statdBy ?o } }": {
        "x:statdBy": ("hab:statedBy",)
    },
    "SELECT * { ?c <https://w3id.org/habeas/ns#hedgee> ?o }": {"<https://w3id.org/habeas/ns#hedgee>": ("hab:hedge",)},
    "SELECT * { ?c foaf:prefLabel ?o }": {"foaf:prefLabel": ("skos:prefLabel",)},
    "SELECT * { ?c hab:person/skos:broder* ?o }": {"skos:broder": ("skos:broader",)},
    "ASK { ?c hab:zzzzqqq ?o }": {"hab:zzzzqqq": ()},
}
KNOWN = (
    "SELECT * { ?c hab:statedBy ?s ; a hab:Claim } # hab:statdBy",
    'SELECT * { ?c rdfs:label "hab:detainedat <https://w3id.org/habeas/ns#x>" }',
    "SELECT * { GRAPH <https://w3id.org/habeas/id/claim/N999> { ?s ?p ?o } }",
    "SELECT * FROM NAMED <https://example.org/graph> { ?s hab:detainedAt id:facility/nowhere }",
    'SELECT * { ?t hab:earliest ?d FILTER(?d > "2026-01-01"^^xsd:date) BIND(xsd:integer(1) AS ?n) }',
    "SELECT * { ?c hab:hedge hab:reportedly ; hab:credibility ?x }",
    "SELECT * { ?c hab:detainedAt. ?c2 ?p ?o }",
)


@pytest.fixture(scope="module")
def case(example_once: Path):  # type: ignore[no-untyped-def]
    with CaseFile.open(example_once) as opened:
        yield opened


@pytest.mark.parametrize("query", SLIPS)
def test_a_name_that_nothing_has_is_told_with_what_may_have_been_meant(case: CaseFile, query: str) -> None:
    found = {term.written: term.near for term in case.unknown_terms(query)}
    assert found.keys() == SLIPS[query].keys()
    for written, near in SLIPS[query].items():
        assert found[written][:1] == near


@pytest.mark.parametrize("query", KNOWN)
def test_names_that_are_known_are_not(case: CaseFile, query: str) -> None:
    assert case.unknown_terms(query) == ()


def test_no_saved_question_names_what_nothing_has(case: CaseFile) -> None:
    for question in case.questions():
        assert case.unknown_terms(question.text) == (), question.name


def test_what_the_store_holds_is_known_though_no_vocabulary_has_it(case: CaseFile) -> None:
    found = next(iter(case.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 1").table().rows))[0]
    assert case.unknown_terms(f"DESCRIBE <{found}>") == ()
    assert case.unknown_terms("DESCRIBE <https://example.org/nothing>") != ()


def test_the_shell_says_it_beside_the_answer(example_once: Path) -> None:
    told = habeas("query", example_once, "SELECT ?who { ?who hab:detainedat ?f }", "--format", "csv")
    assert told.exit_code == 0
    assert "Did you mean hab:detainedAt?" in told.stderr and "Did you mean" not in told.stdout
    spanish = habeas("query", example_once, "SELECT ?who { ?who hab:detainedat ?f }", "--lang", "es")
    assert "hab:detainedat no está en el vocabulario" in spanish.stderr
    assert "Did you mean" not in habeas("query", example_once, "SELECT ?who { ?who hab:detainedAt ?f }").stderr


def test_a_question_of_ones_own_is_told_of_too(example_folder: Path) -> None:
    text = "# title: Who\nSELECT ?who WHERE { ?who hab:detainedat ?f }\n"
    (example_folder / "questions" / "mine.rq").write_text(text)
    assert "Did you mean hab:detainedAt?" in habeas("ask", example_folder, "mine").stderr
