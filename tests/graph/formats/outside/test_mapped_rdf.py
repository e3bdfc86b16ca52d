"""RDF of other systems by a mapping: every syntax, both directions, what does not fit, and mappings with mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from tests.graph.formats.outside.test_platforms import told

from habeas.casefile import CaseFile
from habeas.errors import BadFile
from habeas.formats.read.files import batches

TURTLE = """@prefix ex: <http://example.org/ns#> .
@prefix : <http://example.org/> .
:ana a ex:Prisoner ; ex:fullName "Ana Ruiz Paz"@es ; ex:sex "F" ; ex:town "Ciudad del Río" ; ex:zodiac "Leo" ;
  ex:birth "1994-05-12"^^<http://www.w3.org/2001/XMLSchema#date> ; ex:heldAt :north .
:north a ex:Prison ; ex:fullName "North Prison" ; ex:holds [ a ex:Prisoner ; ex:fullName "Luis Mar" ] ;
  ex:holds "Nobody" .
"""
MAPPING = """prefixes: {ex: "http://example.org/ns#"}
source: {title: Register of the Desk, publisher: desk, date: 2026-01-31}
names: {desk: {is: org:harbour-desk, label: Harbour Desk}}
types: {ex:Prisoner: person, ex:Prison: facility}
labels: [ex:fullName]
relations:
  ex:heldAt: detainedAt
  ex:birth: bornOn
  ^ex:holds: detainedAt
  ex:sex: {relation: gender, values: {F: woman, M: man}}
  ex:town: {relation: bornIn, kind: place}
"""
SYNTAXES = {"ttl": "turtle", "nt": "nt11", "rdf": "xml", "jsonld": "json-ld", "trig": "trig", "n3": "n3"}


def written(folder: Path, ending: str = "ttl", mapping: str = MAPPING) -> tuple[Path, Path]:
    path, rules = folder / f"register.{ending}", folder / "rules.yaml"
    graph = rdflib.Dataset() if ending == "trig" else rdflib.Graph()
    text = TURTLE if ending == "ttl" else graph.parse(data=TURTLE, format="turtle").serialize(format=SYNTAXES[ending])
    path.write_text(str(text), encoding="utf-8")
    rules.write_text(mapping, encoding="utf-8")
    return path, rules


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("ending", SYNTAXES)
def test_every_syntax_says_the_same_and_twice_is_once(case: CaseFile, tmp_path: Path, ending: str) -> None:
    path, rules = written(tmp_path, ending)
    report = case.load(path, mapping=rules)
    assert told(case) == {
        ("Ana Ruiz Paz", "detainedAt", "North Prison", "Harbour Desk"),
        ("Ana Ruiz Paz", "bornOn", "1994-05-12", "Harbour Desk"),
        ("Ana Ruiz Paz", "gender", "woman", "Harbour Desk"),
        ("Ana Ruiz Paz", "bornIn", "Ciudad del Río", "Harbour Desk"),
        ("Luis Mar", "detainedAt", "North Prison", "Harbour Desk"),
    }
    assert ["Nobody" in refusal.why for refusal in report.refused] == [True]
    assert any("zodiac" in note for note in report.notes)
    claims = [case.views.claim_in(row)[0] for row in case.views.index.claims()]
    assert all(claim.quote and claim.passages for claim in claims)
    again = case.load(path, mapping=rules)
    assert (len(again.recorded), len(again.already)) == (0, 5)


def test_a_mapping_that_lies_beside_the_file_is_taken(case: CaseFile, tmp_path: Path) -> None:
    path, rules = written(tmp_path)
    rules.rename(path.with_name(f"{path.name}-mapping.yaml"))
    assert len(case.load(path).recorded) == 5


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("bornOn", "bornOm"), "no relation “bornOm”"),
        (("ex:Prison: facility", "ex:Prison: jail"), "no kind “jail”"),
        (("labels: [ex", "label: [ex"), "“label” is not a part"),
        (("kind: place", "sort: place"), "“sort” is not known"),
        (("kind: place", "kind: event"), "no kind “event”"),
        (("relations:", "relation:"), "relations:"),
        (("ex:Prisoner: person, ex:Prison: facility", "ex:Nobody: person"), "has a type that the mapping names"),
        (("types: {", "types: [{"), "line"),
    ],
)
def test_a_mistake_in_a_mapping_is_told(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    path, rules = written(tmp_path, mapping=MAPPING.replace(*change))
    with pytest.raises(BadFile) as caught:
        list(batches(path, "", rules))
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.rdf", '<!DOCTYPE r [<!ENTITY a "ha">]><rdf:RDF xmlns:rdf="x">&a;</rdf:RDF>', "entities"),
        ("a.ttl", "<a> <b> .", "broken RDF"),
        ("a.jsonld", '{"@context": "https://example.org/c"}', "nothing is fetched"),
        ("a.docx", "x", "not a file of RDF"),
        ("a.nt", "", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: str, why: str) -> None:
    _, rules = written(tmp_path)
    (tmp_path / name).write_text(content)
    with pytest.raises(BadFile) as caught:
        list(batches(tmp_path / name, "", rules))
    assert why in str(caught.value)
