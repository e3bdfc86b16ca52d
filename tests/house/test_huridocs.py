"""Codes of the HURIDOCS micro-thesauri: each is a published one, stands for one of ours, and its list is named."""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from rdflib import SKOS, Graph, Namespace
from rdflib.term import Node

from habeas import vocab

ONTOLOGY = Path(__file__).parents[2] / "ontology"
HAB = Namespace(vocab.HAB)
HURIDOCS = tomllib.loads((Path(__file__).parent / "huridocs.toml").read_text("utf-8"))
HURIDOCS_LISTS = {
    "Credibility": "MT41",
    "Reliability": "MT42",
    "SourceConnection": "MT19",
    "CustodyKind": "MT29",
    "ReleaseType": "MT25",
    "ChargeStatus": "MT25",
    "RelationshipType": "MT21",
    "Death": "MT4 01 01 06 01",
    "Treatment": "02 01 11 11",
    "cause": "MT34",
}
COVERED = [
    "ReleaseType",
    "CustodyKind",
    "CustodyState",
    "RelationshipType",
    "SourceConnection",
    "ChargeStatus",
    "Credibility",
    "Reliability",
    "DateType",
    "DetentionGround",
    "RefusalKind",
    "AccessGiven",
    "LegalCounsel",
    "CourtType",
    "MedicalCare",
    "TreatmentKind",
    "Gender",
    "OrgKind",
]


@cache
def words() -> Graph:
    return Graph().parse(ONTOLOGY / "habeas.ttl").parse(ONTOLOGY / "lists.ttl")


def local(term: Node) -> str:
    return str(term).removeprefix(vocab.HAB)


def test_every_code_of_huridocs_is_a_published_one() -> None:
    given = {str(code) for code in words().objects(None, SKOS.notation) if str(code).startswith("MT")}
    assert sorted(given - set(HURIDOCS)) == []
    assert sorted(set(HURIDOCS) - given) == [], "not used: take it out of huridocs.toml"


def test_no_code_of_a_list_stands_for_two_of_ours() -> None:
    users = defaultdict(set)
    for term, code in words().subject_objects(SKOS.notation):
        for scheme in words().objects(term, SKOS.inScheme):
            users[local(scheme), str(code)].add(local(term))
    assert {pair: terms for pair, terms in users.items() if len(terms) > 1} == {}


@pytest.mark.parametrize(("term", "code"), HURIDOCS_LISTS.items())
def test_a_note_names_the_list_of_huridocs_to_compare(term: str, code: str) -> None:
    notes = list(words().objects(HAB[term], SKOS.note))
    assert notes
    assert all(code in note for note in notes)


@pytest.mark.parametrize("scheme", COVERED)
def test_a_list_that_huridocs_covers_carries_its_codes(scheme: str) -> None:
    coded = [code for code, iri in vocab.SCHEMES[scheme].items() if vocab.CONCEPTS[iri].notations]
    assert coded


def test_the_ontology_names_the_document_of_the_codes() -> None:
    sources = [str(source) for source in words().objects(None, Namespace(vocab.PREFIXES["dcterms"]).source)]
    assert any("ISBN 92-95015-01-0" in source and "2f734af" in source for source in sources)
