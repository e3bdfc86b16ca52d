"""The example with every form of a case, in two languages: recorded whole, equal through RDF and JSON, valid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import Graph
from tests.builders import Clock

from habeas.casefile import CaseFile
from habeas.casefile.rendering import TOPICS, topic_of
from habeas.model.codec import claim_to_plain
from habeas.storage.audience import withheld_claims
from habeas.vocab import KINDS, PROPERTIES

ROOT = Path(__file__).parents[3]
FORM = ROOT / "examples" / "every-form" / "case.yaml"
NEEDED = [
    "facesCharge",
    "chargedBy",
    "convictedOf",
    "acquittedOf",
    "sentencedTo",
    "remandedFor",
    "hearingOn",
    "broughtBefore",
    "arrestWarrantShown",
    "caseNumber",
    "habeasCorpusFiledOn",
    "habeasCorpusOutcome",
    "remedyTried",
    "accessToLawyer",
    "familyVisits",
    "healthCondition",
    "medicalCare",
    "illTreatment",
    "hungerStrikeSince",
    "transferredTo",
    "disappearedOn",
    "lastSeenAt",
    "bornOn",
    "bornIn",
    "gender",
    "nationality",
    "lostNationality",
    "identityNumber",
    "occupation",
    "memberOf",
    "siblingOf",
    "bailSum",
    "underCondition",
    "propertyTaken",
    "searchedOn",
    "searchWarrantShown",
    "legalBasis",
    "wgadCategory",
    "believedResponsible",
    "notAcknowledgedBy",
]
"""What a case needs and had no form for: each is told once in English and once in Spanish."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path_factory.mktemp("every") / "case", clock=Clock()) as opened:
        report = opened.load(FORM)
        assert (report.refused, len(report.recorded)) == ((), 86)
        yield opened


def claims(case: CaseFile) -> dict[str, dict[str, Any]]:
    return {row.id: claim_to_plain(case.views.claim_in(row)[0]) for row in case.views.index.claims()}


def default_graph(case: CaseFile) -> Graph:
    lines = "".join(f"{quad.triple} .\n" for quad in case.views.store.quads(graph=None))
    return Graph().parse(data=lines, format="nt")


@pytest.mark.parametrize("relation", NEEDED)
def test_each_form_is_told_in_both_languages(case: CaseFile, relation: str) -> None:
    documents = {plain["source"] for plain in claims(case).values() if plain["relation"] == relation}
    assert documents == {"doc:report-2026-03-20", "doc:informe-2026-03-22"}


def test_every_quote_stands_in_its_text(case: CaseFile) -> None:
    assert all(plain["at"] and plain["quote"] for plain in claims(case).values())


@pytest.mark.parametrize("ending", ["nq", "trig", "jsonld"])
def test_the_case_comes_back_from_rdf_as_it_was(case: CaseFile, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"case.{ending}"
    case.dump(file)
    with CaseFile.create(tmp_path / "again", clock=Clock()) as again:
        assert again.load(file).refused == ()
        assert claims(again) == claims(case)


def test_the_case_keeps_the_rules_of_shacl(case: CaseFile) -> None:
    words = Graph()
    for name in ("habeas.ttl", "lists.ttl"):
        words.parse(ROOT / "ontology" / name, format="turtle")
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
    conforms, _, text = pyshacl.validate(default_graph(case) + words, shacl_graph=shapes)
    assert conforms, text


def test_what_somebody_is_charged_with_is_never_a_triple_of_the_person(case: CaseFile) -> None:
    offences = ["concept:spreading-false-news", "concept:sabotage", "concept:incitacion-al-odio", "concept:terrorismo"]
    for offence in offences:
        iri = offence.replace(":", "/")
        asked = f"SELECT DISTINCT ?s {{ ?s ?p <https://w3id.org/habeas/id/{iri}> }}"
        subjects = [str(row[0]) for row in case.query(asked).rows()]
        assert subjects
        assert not [subject for subject in subjects if "/person/" in subject], offence


def test_who_is_believed_responsible_is_a_triple_of_nobody(case: CaseFile) -> None:
    assert list(case.query("SELECT ?s ?o { ?s hab:believedResponsible ?o }").rows()) == []
    assert len(list(case.query("SELECT ?c { ?c rdf:predicate hab:believedResponsible }").rows())) == 2


def test_the_numbers_of_identity_cards_do_not_leave_unless_asked_for(case: CaseFile) -> None:
    withheld = withheld_claims(case.views)
    assert {claims(case)[claim]["relation"] for claim in withheld} == {"identityNumber"}
    assert len(withheld) == 2


def test_every_claim_of_the_example_stands_under_a_heading(case: CaseFile) -> None:
    rows = list(case.views.index.claims())
    topics = {row.id: topic_of(case.views.claim_in(row)[0]) for row in rows}
    assert set(topics.values()) <= set(TOPICS)
    assert [claim for claim, topic in topics.items() if topic == "other"] == []


def test_every_relation_of_a_person_has_a_heading() -> None:
    plain = (prop for prop in PROPERTIES.values() if prop.is_relation and prop.domain == ("person",))
    headings = {prop.name: prop.topic or (KINDS[prop.makes].topic if prop.makes else "") for prop in plain}
    without = {"exampleOf", "presentAt", "roleInEvent"}
    assert {name for name, topic in headings.items() if not topic} <= without


@pytest.mark.parametrize(
    ("person", "day", "state"),
    [
        ("person:marta-olivares", "2026-01-05", "whereabouts-unknown"),
        ("person:marta-olivares", "2026-01-09", "held"),
        ("person:marta-olivares", "2026-02-01", "held"),
        ("person:tomas-arce", "2026-01-12", "whereabouts-unknown"),
        ("person:tomas-arce", "2026-02-01", "held"),
    ],
)
def test_custody_follows_from_the_forms(case: CaseFile, person: str, day: str, state: str) -> None:
    (row,) = case.status(on=day, person=person)
    assert row.custody.state == state


def test_a_conviction_and_an_acquittal_are_the_states_of_their_charges(case: CaseFile) -> None:
    (row,) = case.status(on="2026-03-20", person="person:marta-olivares")
    assert {part.state for part in row.legal.parts} >= {"convicted", "acquitted", "charged"}


def test_the_example_raises_no_question(case: CaseFile) -> None:
    assert [finding.rule for finding in case.findings()] == []
