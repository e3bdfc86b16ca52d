"""A denial is shown beside every accusation it denies: in the answer to the question, for the accused, on the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.entity_page import entity_page
from habeas.casefile.results import AsOfText

OTHERS = {
    "ministry": {"is": "org:ministry", "label": "Ministry of Order", "org-kind": "government"},
    "family": {"is": "collective:family", "label": "family of Ana Ruiz"},
    "arson": {"is": "concept:arson", "label": "arson"},
    "riot": {"is": "concept:riot", "label": "rioting"},
}
BY_MINISTRY = {"said_by": "ministry", "mode": "accusation", "agent": "ministry", "accused": "ana"}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """Three accusations, the last with two conducts; one denial of all: of two by name, of the third by claim."""
    accusations = [
        a_claim_form("accusation:first", "conduct", "theft", id="A1", **BY_MINISTRY),
        a_claim_form("accusation:second", "conduct", "arson", id="A2", **BY_MINISTRY),
        a_claim_form("accusation:third", "conduct", "riot", id="A3", **{**BY_MINISTRY, "conduct": ["arson"]}),
        a_claim_form("accusation:other", "conduct", "riot", id="A4", **{**BY_MINISTRY, "accused": "luis"}),
    ]
    denial = a_claim_form(
        "act:denial",
        "content",
        "She was at home that night",
        id="D1",
        said_by="family",
        agent="family",
        mode="denial",
        denies=["accusation:first", "accusation:second", "claim:A3"],
    )
    with a_case(
        tmp_path / "file", a_form(*accusations, names=OTHERS), a_form(denial, names=OTHERS, id="answer")
    ) as made:
        yield made


def asked(case: CaseFile, **values: str) -> set[tuple[str, str, str]]:
    """What the question answers: claim, relation, accusation."""
    table = case.ask("accusations", values).table()
    at = {name: place for place, name in enumerate(table.columns)}
    rows = [
        [str(row[at[name]]).rpartition("/")[2] for name in ("claim", "relation", "accusation")] for row in table.rows
    ]
    return {(claim, relation, accusation) for claim, relation, accusation in rows}


def test_the_question_shows_the_denial_beside_each_accusation_and_every_conduct(case: CaseFile) -> None:
    found = asked(case, accused="Ana Ruiz")
    assert {accusation for claim, _, accusation in found if claim == "D1"} == {"first", "second", "third"}
    assert {claim for claim, _, accusation in found if accusation == "other"} == set()
    rows = case.ask("accusations", {"accused": "Ana Ruiz"}).table()
    of_third = [row for row in rows.rows if "A3" in str(row) and "D1" not in str(row)]
    assert {"arson", "rioting"} <= {str(value) for row in of_third for value in row}


def test_only_what_somebody_says_is_asked_for_by_speaker(case: CaseFile) -> None:
    assert {claim for claim, _, _ in asked(case, by="family of Ana Ruiz")} == {"D1"}
    assert {claim for claim, _, _ in asked(case, by="Ministry of Order")} == {"A1", "A2", "A3", "A4"}


def test_whoever_looks_up_the_accused_meets_the_denial_once(case: CaseFile) -> None:
    lines = [line.claim_id for line in case.show("Ana Ruiz").lines]
    assert sorted(lines) == ["A1", "A2", "A3", "D1"]
    assert "D1" not in [line.claim_id for line in case.show("Luis Paz").lines]


def test_the_page_of_the_accused_has_the_denial_among_the_sayings(case: CaseFile) -> None:
    page = entity_page(case, case.get("Ana Ruiz"), AsOfText(), lang="en")
    assert ("sayings", "D1") in [(topic, view.claim.id) for topic, view in page.claims.items]
    until = entity_page(case, case.get("Ana Ruiz"), AsOfText(by="org:ministry"), lang="en")
    assert "D1" not in [view.claim.id for _, view in until.claims.items]


def test_a_denial_that_was_withdrawn_is_shown_no_more(case: CaseFile) -> None:
    case.withdraw("D1", reason="a slip")
    assert "D1" not in [line.claim_id for line in case.show("Ana Ruiz").lines if line.status == "live"]
    assert "D1" not in {claim for claim, _, _ in asked(case)}
