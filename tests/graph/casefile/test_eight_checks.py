"""The eight checks of the worked example: who is held when, who says so, what is only said, what was known then.

A draft of one claim takes the page's date for the date of a release; it is recorded at 09:05 and superseded at 09:12.
Asked of the embedded engine and of rdflib: now, as known at 09:10, and after everything was made anew from the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import EXAMPLE_FILES, Clock, rdflib_rows, rows_of

from habeas.casefile import CaseFile
from habeas.errors import BadChoice
from habeas.formats.read.yaml_text import yaml_documents
from habeas.vocab import PREFIXES

HELD = """SELECT ?who {{ ?spell a hab:Detention ; hab:person ?who ; hab:began ?b ; hab:ended ?e .
    ?b hab:{began} ?first . ?e hab:{ended} ?last .
     FILTER(?first <= "{day}"^^xsd:date && "{day}"^^xsd:date <= ?last) }}"""
CERTAINLY = {"began": "latest", "ended": "earliest"}
POSSIBLY = {"began": "earliest", "ended": "latest"}
QUERIES = {
    "who was held at El Helicoide": 'SELECT ?who { ?who hab:detainedAt ?f . ?f skos:prefLabel "El Helicoide"@es }',
    "which claim says so, and whose": "SELECT ?claim ?by { GRAPH ?claim { ?who "
    "hab:detainedAt ?f } ?claim hab:statedBy ?by }",
    "certainly held on 1 June 2025": HELD.format(day="2025-06-01", **CERTAINLY),
    "possibly held on 10 January 2026": HELD.format(day="2026-01-10", **POSSIBLY),
    "certainly held on 10 January 2026": HELD.format(day="2026-01-10", **CERTAINLY),
    "who is accused of what, and who denies it": """SELECT ?accused ?conduct ?denier {
        ?accusation a hab:Accusation ; hab:accused ?accused ; hab:conduct ?conduct .
        ?denial hab:denies ?accusation ; hab:agent ?denier }""",
    "what ties the accused to the conduct": """SELECT ?property {
        ?accusation hab:accused ?accused ; hab:conduct ?conduct .
        { ?accused ?property ?conduct } UNION { GRAPH ?any { ?accused ?property ?conduct } } }""",
    "when he was released": "SELECT ?when { id:person/enrique-marquez hab:releasedOn ?when }".replace(
        "id:person/", "person:"
    ),
}
HIM, BASE = "person/enrique-marquez", "https://w3id.org/habeas/id/"
NOW: dict[str, list[tuple[str, ...]]] = {
    "who was held at El Helicoide": [(HIM,)],
    "which claim says so, and whose": [("claim/N056", "org/npr")],
    "certainly held on 1 June 2025": [(HIM,)],
    "possibly held on 10 January 2026": [(HIM,)],
    "certainly held on 10 January 2026": [],
    "who is accused of what, and who denies it": [
        ("person/jonathan-torres-duque", "concept/terrorism", "collective/torres-duque-family")
    ],
    "what ties the accused to the conduct": [],
    "when he was released": [("[2026-01-08..2026-01-11]",)],
}
THEN = {**NOW, "who is accused of what, and who denies it": [], "when he was released": [("2026-01-12",)]}


def the_document_with(*ids: str) -> dict[str, Any]:
    """The example's document that holds these claims, with these claims only."""
    for path in EXAMPLE_FILES:
        for document in yaml_documents(path):
            chosen = [claim for claim in document["claims"] if claim["id"] in ids]
            if chosen:
                return {**document, "claims": chosen}
    raise LookupError(ids)


def the_draft() -> dict[str, Any]:
    document = the_document_with("N057")
    [claim] = document["claims"]
    person, relation, _ = claim["claim"]
    return {**document, "claims": [{**claim, "id": "N057-draft", "claim": [person, relation, "2026-01-12"]}]}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CaseFile]]:
    folder, clock = tmp_path_factory.mktemp("checks"), Clock()
    with CaseFile.create(folder / "case", clock=clock) as case:
        for time, form in (("09:05", the_document_with("N056")), ("09:05", the_draft())):
            clock.at(time)
            assert not case.record_form(form).refused
        clock.at("09:12")
        case.supersede("N057-draft", the_document_with("N057"), reason="page date taken for release date")
        clock.at("09:20")
        assert not case.record_form(the_document_with("N063")).refused
        clock.at("2026-02-02T10:00:00.000Z")
        assert not case.record_form(the_document_with("Y051")).refused
        assert not case.record_form(the_document_with("Y054")).refused
        case.dump(folder / "dump.nq")
        with case.at("2026-02-01T09:10:00Z") as then, CaseFile.restore(folder / "anew", folder / "dump.nq") as anew:
            anew.rebuild()
            yield {"now": case, "at 09:10": then, "after a rebuild": anew}


def prefixes() -> dict[str, str]:
    return {**PREFIXES, "id": BASE, "person": BASE + "person/", "xsd": "http://www.w3.org/2001/XMLSchema#"}


def short(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(value.removeprefix(BASE) for value in row) for row in rows]


@pytest.mark.parametrize("when", ["now", "at 09:10", "after a rebuild"])
@pytest.mark.parametrize("check", QUERIES)
def test_the_eight_checks_hold_on_both_engines(told: dict[str, CaseFile], check: str, when: str) -> None:
    case, expected = told[when], (THEN if when == "at 09:10" else NOW)[check]
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
    assert short(rows_of(case, declared + QUERIES[check])) == expected
    assert short(rdflib_rows(case.as_rdflib(), QUERIES[check], prefixes())) == expected


def test_the_superseded_draft_is_kept_with_its_reason_and_asserts_nothing(told: dict[str, CaseFile]) -> None:
    case = told["now"]
    asked = """SELECT ?status ?why ?since ?new { id:claim\\/N057-draft hab:status ?status ; hab:retractionReason ?why ;
        hab:retractedAt ?since . ?new hab:supersedes id:claim\\/N057-draft }"""
    [(status, why, since, new)] = rows_of(case, asked)
    assert (status.rpartition("#")[2], why, since) == (
        "superseded",
        "page date taken for release date",
        "2026-02-01T09:12:00Z",
    )
    assert new.endswith("claim/N057")
    assert not case.query("ASK { GRAPH id:claim\\/N057-draft { ?s ?p ?o } }").boolean()


def test_at_0910_nothing_of_the_correction_is_known(told: dict[str, CaseFile]) -> None:
    then = told["at 09:10"]
    assert then.query("ASK { id:claim\\/N057-draft hab:status hab:live }").boolean()
    assert not then.query("ASK { ?any hab:supersedes ?draft }").boolean()
    assert not then.query("ASK { id:claim\\/N057 ?p ?o }").boolean()
    assert then.summary()["claims live"] == 2


def test_a_count_stands_with_its_own_population_and_bounds(told: dict[str, CaseFile]) -> None:
    asked = (
        "SELECT ?lower ?upper ?keeper { ?c hab:lower ?lower ; hab:upper "
        "?upper ; hab:population ?p . ?p hab:keeper ?keeper }"
    )
    assert short(rows_of(told["now"], asked)) == [("116", "116", "org/ve-government-interim")]


def test_looking_at_the_past_writes_nothing(told: dict[str, CaseFile], tmp_path: Path) -> None:
    then = told["at 09:10"]
    before = (then.folder / "journal" / "operations.jsonl").read_bytes()
    for write in (
        lambda: then.withdraw("N056", reason="no"),
        lambda: then.record_form(the_document_with("N063")),
        lambda: then.load(EXAMPLE_FILES[0]),
        then.rebuild,
        lambda: then.dump(tmp_path / "then.nq"),
    ):
        with pytest.raises(BadChoice, match=r"read only|past view"):
            write()
    assert (then.folder / "journal" / "operations.jsonl").read_bytes() == before
