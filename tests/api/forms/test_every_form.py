"""Every form of a case through the web form: offered, typed, and come back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import Clock

from habeas.casefile import CaseFile
from habeas.vocab import PROPERTIES
from habeas_api.forms.choices import EVENT_KINDS, details_for, relations_for
from habeas_api.forms.edit import fields_of_claim_id
from habeas_api.forms.submit import parse_form

FORM = Path(__file__).parents[3] / "examples" / "every-form" / "case.yaml"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "case", clock=Clock()) as opened:
        opened.load(FORM)
        yield opened


def test_every_claim_of_every_form_comes_back_from_the_form_as_it_was(case: CaseFile) -> None:
    for row in list(case.views.index.claims(status="live")):
        found = parse_form(case, {**fields_of_claim_id(case, row.id), "instead": row.id, "reason": "r"})
        assert list(found.errors) == ["whole"], "nothing was changed"
        assert (found.claim_id, found.status) == (row.id, "live"), (row.id, row.relation)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_relation_of_a_person_is_offered_with_its_label(lang: str) -> None:
    offered = {slot.name: slot.label for slot in relations_for("person", lang)}
    wanted = {name for name, prop in PROPERTIES.items() if prop.is_relation and "person" in prop.domain}
    assert wanted <= set(offered)
    assert all(offered.values())


@pytest.mark.parametrize(
    ("relation", "details"),
    [
        ("sentencedTo", {"article", "duration", "beforeCourt", "caseNumber", "occurred", "penaltyKind"}),
        ("remandedFor", {"expires", "beforeCourt", "caseNumber"}),
        ("transferredTo", {"transferredFrom", "began", "agent"}),
        ("habeasCorpusFiledOn", {"filedBy", "answeredOn", "remedyOutcome", "caseNumber"}),
        ("searchedOn", {"warrantShown", "place", "agent"}),
        ("identityNumber", {"identityKind", "issuedBy"}),
        ("accessToLawyer", {"counsel"}),
        ("bailSum", {"bailStatus", "bailTerms", "imposes"}),
    ],
)
def test_a_form_offers_what_belongs_to_it(relation: str, details: set[str]) -> None:
    assert details <= {slot.name for slot in details_for(relation, "person")}


def test_an_event_of_every_kind_can_be_the_subject() -> None:
    assert {"sentence", "hearing", "remedy", "search", "access", "health", "hungerstrike"} <= set(EVENT_KINDS)
