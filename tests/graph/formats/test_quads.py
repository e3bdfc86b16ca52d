"""RDF in: what a file of quads becomes, what is lost and said, and that nothing unknown passes for something known."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import rdflib
from tests.builders import Clock, a_claim_form, a_form, facts_of, quads_of, the_example

from habeas.casefile import CaseFile
from habeas.errors import BadFile
from habeas.model.load_report import LoadReport

HEAD = """@prefix hab: <https://w3id.org/habeas/ns#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @base <https://w3id.org/habeas/id/> .
<doc/letter> a hab:Document ; hab:documentDate <time/2026-01-12> .
<person/ana> a hab:Person ; skos:prefLabel "Ana" . <facility/norte> a hab:Facility ; skos:prefLabel "Norte" .
"""
CLAIM = """<claim/A1> a hab:Claim ; hab:statedBy <person/ana> ; hab:inDocument <doc/letter> ;
  hab:statedOn <time/2026-01-12> ;
    rdf:subject <person/ana> ; rdf:predicate hab:detainedAt ; rdf:object <facility/norte> .
"""
RECORD_FACTS = ("recordedAt", "recordedBy", "timeWords")


def load(case: CaseFile, folder: Path, text: str, name: str = "file.ttl") -> LoadReport:
    (folder / name).write_text(text, encoding="utf-8")
    return case.load(folder / name)


def why(report: LoadReport) -> str:
    return " ".join(f"{r.where} {r.why} {r.next}" for r in report.refused)


# -- whole cases ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".nq", ".trig", ".jsonld"])
def test_the_example_loaded_from_a_dump_says_the_same(example: CaseFile, tmp_path: Path, ending: str) -> None:
    example.dump(tmp_path / f"dump{ending}")
    with CaseFile.create(tmp_path / "other", clock=Clock()) as other:
        report = other.load(tmp_path / f"dump{ending}")
        assert (len(report.recorded), report.refused) == (146, ())
        assert facts_of(other, *RECORD_FACTS) == facts_of(example, *RECORD_FACTS)


def test_a_case_loaded_into_itself_changes_nothing(example: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "own.nq").write_bytes(example.views.store.to_nquads())
    before = quads_of(example)
    report = example.load(tmp_path / "own.nq")
    assert (len(report.already), report.recorded, report.refused, report.described, report.sources) == (
        146,
        (),
        (),
        0,
        0,
    )
    assert quads_of(example) == before


def test_a_case_under_another_base_comes_in_under_this_one(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "theirs", base="https://example.org/case/", clock=Clock()) as theirs:
        theirs.record_form(a_form(a_claim_form(id="A1", began="2025-01-05")))
        (tmp_path / "theirs.nq").write_bytes(theirs.views.store.to_nquads())
    with (
        CaseFile.create(tmp_path / "mine", clock=Clock()) as mine,
        CaseFile.create(tmp_path / "same", clock=Clock()) as same,
    ):
        mine.load(tmp_path / "theirs.nq")
        same.record_form(a_form(a_claim_form(id="A1", began="2025-01-05")))
        assert facts_of(mine, *RECORD_FACTS) <= facts_of(same, *RECORD_FACTS)
        assert "example.org" not in "".join(quads_of(mine))


def test_what_rdflib_writes_is_read(example: CaseFile, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls what it calls deprecated
        example.as_rdflib().serialize(tmp_path / "by-rdflib.trig", format="trig")
    with CaseFile.create(tmp_path / "other") as other:
        assert len(other.load(tmp_path / "by-rdflib.trig").recorded) == 146


def test_turtle_without_graphs_gives_the_claims_and_says_what_it_cannot_tell(example: CaseFile, tmp_path: Path) -> None:
    graph = rdflib.Graph()
    for triple in example.as_rdflib().default_graph:
        graph.add(triple)
    graph.serialize(tmp_path / "file.ttl", format="turtle")
    with CaseFile.create(tmp_path / "other") as other:
        report = other.load(tmp_path / "file.ttl")
        assert len(report.recorded) == 146
        assert "came without their details" in report.notes[0]


def test_turtle_with_one_claim_about_a_node_keeps_its_details(case: CaseFile, tmp_path: Path) -> None:
    node = (
        "<detention/A1> a hab:Detention ; hab:person <person/ana> ; hab:facility "
        "<facility/norte> ; hab:began <time/2025-01-05> .\n"
    )
    report = load(case, tmp_path, HEAD + CLAIM.replace("rdf:subject", "hab:about <detention/A1> ; rdf:subject") + node)
    assert (report.recorded, report.notes) == (("A1",), ())
    assert case.query(
        'ASK { ?d hab:began ?t . ?t hab:earliest "2025-01-05"^^xsd:date }'.replace(
            "xsd:date", "<http://www.w3.org/2001/XMLSchema#date>"
        )
    ).boolean()


def test_withdrawn_claims_of_another_case_are_named_and_not_taken(example: CaseFile, tmp_path: Path) -> None:
    example.withdraw("N057", reason="x")
    (tmp_path / "own.nq").write_bytes(example.views.store.to_nquads())
    with CaseFile.create(tmp_path / "other") as other:
        report = other.load(tmp_path / "own.nq")
        assert len(report.recorded) == 145
        assert "claim/N057> the claim is withdrawn" in why(report)


def test_a_label_of_an_event_comes_along(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "one") as one, CaseFile.create(tmp_path / "two") as two:
        one.record_form(
            a_form(a_claim_form(event="detention:d"), names={"d": {"is": "detention:d", "label": "the second time"}})
        )
        (tmp_path / "own.nq").write_bytes(one.views.store.to_nquads())
        two.load(tmp_path / "own.nq")
        assert str(two.get("the second time")) == "detention:d"


def test_what_a_claim_says_of_a_name_does_not_become_its_description(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "one") as one, CaseFile.create(tmp_path / "two") as two:
        one.record_form(a_form(a_claim_form("held", "criterion", "all who are held", id="A1")))
        (tmp_path / "own.nq").write_bytes(one.views.store.to_nquads())
        two.load(tmp_path / "own.nq")
        two.withdraw("A1", reason="x")
        assert not two.query("ASK { ?p hab:criterion ?rule }").boolean()


# -- one claim -----------------------------------------------------------------------------------------------------


def test_the_least_that_makes_a_claim_is_recorded(case: CaseFile, tmp_path: Path) -> None:
    assert load(case, tmp_path, HEAD + CLAIM).recorded == ("A1",)


@pytest.mark.parametrize("name", ["statedBy", "inDocument", "statedOn", "subject", "predicate", "object"])
def test_a_claim_without_one_of_its_parts_is_refused_and_named(case: CaseFile, tmp_path: Path, name: str) -> None:
    prefix = "rdf" if name in {"subject", "predicate", "object"} else "hab"
    report = load(case, tmp_path, HEAD + CLAIM.replace(f"{prefix}:{name} ", f"hab:other-{name} "))
    assert report.recorded == ()
    assert "claim/A1>" in why(report)


@pytest.mark.parametrize("name", ["hab:statedBy", "hab:statedOn", "rdf:predicate", "rdf:object"])
def test_a_claim_with_two_of_what_it_has_once_is_refused(case: CaseFile, tmp_path: Path, name: str) -> None:
    report = load(case, tmp_path, HEAD + CLAIM + f"<claim/A1> {name} <person/other> .\n")
    assert "instead of one" in why(report)


@pytest.mark.parametrize(
    "more",
    [
        "<claim/A1> hab:modality hab:accusations .",
        "<claim/A1> hab:polarity hab:no .",
        "<claim/A1> hab:sensitivity hab:secret .",
        "<claim/A1> hab:assertion hab:sure .",
        "<claim/A1> hab:hedge hab:about .",
        "<claim/A1> hab:status hab:gone .",
        "<claim/A1> hab:attribution <claim/A1#step-1> . <claim/A1#step-1> hab:sourceConnection hab:relative .",
    ],
)
def test_a_code_that_is_not_known_never_passes_for_the_usual_one(case: CaseFile, tmp_path: Path, more: str) -> None:
    report = load(case, tmp_path, f"{HEAD}{CLAIM}{more}\n")
    assert report.recorded == ()
    assert "is not in the list" in why(report)


def test_a_fact_that_is_only_said_cannot_be_made_a_fact_by_its_file(case: CaseFile, tmp_path: Path) -> None:
    report = load(case, tmp_path, f"{HEAD}{CLAIM}<claim/A1> hab:modality hab:opinion ; hab:assertion hab:asserted .\n")
    assert "cannot stand as a fact" in why(report)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('<claim/A1> hab:foundAt <p> . <p> oa:hasSelector <q> . <q> oa:start "a" ; oa:end "5" .', "whole number"),
        (
            f"<claim/A1> hab:foundAt <p> . <p> oa:hasSelector <q> . <q> oa:start 0 ; oa:end {'9' * 5000} .",
            "whole number",
        ),
        ('<claim/A1> hab:attribution <s> . <s> hab:step "first" .', "whole number"),
        ("<claim/A1> hab:attribution <s> . <s> hab:step 1 ; prov:agent <http://elsewhere.org/x> .", "not a name"),
        ('<claim/A1> hab:note "x"@i-klingon .', "not a language"),
        ("<claim/A1> hab:about <http://elsewhere.org/x> .", "not a name"),
        ('<claim/A1> hab:reportedIn <s> . <s> hab:sha256 "not one" .', "SHA-256"),
    ],
)
def test_a_wrong_value_refuses_its_claim_with_the_reason(case: CaseFile, tmp_path: Path, more: str, said: str) -> None:
    report = load(case, tmp_path, f"{HEAD}{CLAIM}{more}\n")
    assert report.recorded == ()
    assert said in why(report)


def test_a_document_that_cannot_be_read_refuses_its_own_claims_only(case: CaseFile, tmp_path: Path) -> None:
    other = "<doc/bad> a hab:Document ; hab:documentDate <time/2025-02-30> .\n" + CLAIM.replace("A1", "A2").replace(
        "doc/letter", "doc/bad"
    )
    report = load(case, tmp_path, HEAD + CLAIM + other)
    assert report.recorded == ("A1",)
    assert "28 days" in why(report)
    assert "claim/A2> the claim's document is not described" in why(report)


def test_a_name_that_cannot_be_read_refuses_itself_and_what_needs_it(case: CaseFile, tmp_path: Path) -> None:
    report = load(case, tmp_path, HEAD.replace('"Norte"', '"Norte"@i-klingon') + CLAIM)
    assert "not a language" in why(report)
    assert "facility:norte is not described" in why(report)


def test_two_labels_of_one_language_lose_no_name(case: CaseFile, tmp_path: Path) -> None:
    load(case, tmp_path, HEAD.replace('"Ana"', '"Ana", "Anita"') + CLAIM)
    sheet = case.show("person:ana")
    assert {sheet.title, *sheet.also} == {"Ana", "Anita"}


@pytest.mark.parametrize("text", ["<person/x> a hab:Person .", "<claim/A1> a <http://schema.org/Claim> .", ""])
def test_rdf_that_says_nobody_who_said_it_is_refused_whole(case: CaseFile, tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile, match="holds no claims"):
        load(case, tmp_path, HEAD + text)


@pytest.mark.parametrize(
    "text", ["[] a hab:Person .", "<claim/A1> hab:note _:x .", "<claim/A1> hab:note <<( <a> <b> <c> )>> ."]
)
def test_what_has_no_name_is_refused_whole(case: CaseFile, tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile, match="needs a name"):
        load(case, tmp_path, HEAD + CLAIM + text)


def test_a_context_on_the_web_is_not_fetched(case: CaseFile, tmp_path: Path) -> None:
    for context in (
        '"http://127.0.0.1:9/c.jsonld"',
        '["http://127.0.0.1:9/c.jsonld"]',
        '{"@import": "http://127.0.0.1:9/c.jsonld"}',
    ):
        with pytest.raises(BadFile, match=r"nothing is fetched|broken RDF"):
            load(
                case, tmp_path, f'{{"@context": {context}, "@id": "https://w3id.org/habeas/id/claim/a"}}', "file.jsonld"
            )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f.jsonld", "[" * 100_000),
        ("f.ttl", HEAD + "<a> <b> " + "(" * 100_000),
        ("f.trig", "{" * 100_000),
        ("f.nq", "<" * 100_000),
    ],
)
def test_deep_rdf_does_not_bring_the_program_down(case: CaseFile, tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(BadFile):
        load(case, tmp_path, text, name)


def test_a_whole_case_through_every_form_and_back(tmp_path: Path) -> None:
    with the_example(tmp_path / "one") as one:
        one.dump(tmp_path / "a.nq")
        right = facts_of(one, *RECORD_FACTS)
    for before, after in (("a.nq", "b.trig"), ("b.trig", "c.jsonld"), ("c.jsonld", "d.nq")):
        with CaseFile.create(tmp_path / f"case-{after}") as case:
            case.load(tmp_path / before)
            case.dump(tmp_path / after)
            assert facts_of(case, *RECORD_FACTS) == right
