"""A transfer and a disappearance told in one claim each, and what they do to custody; what is restricted by default."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.storage.audience import withheld_claims


def on(case: CaseFile, day: str, person: str = "person:ana-ruiz") -> tuple[str, str, str]:
    """The state of custody, how sure it is, and the place."""
    (row,) = case.status(on=day, person=person)
    return row.custody.state, row.custody.word.value, row.place.state


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[CaseFile]:
    held = a_claim_form(value="sur", id="A1", began="2026-01-05")
    transfer = a_claim_form(relation="transferredTo", id="A2", on="2026-02-03", transferredFrom="sur")
    with a_case(tmp_path, a_form(held, transfer, date="2026-03-12")) as case:
        yield case


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("2026-02-02", "facility:sur"),
        ("2026-02-03", "facility:norte or facility:sur"),
        ("2026-02-04", "facility:norte"),
        ("2026-03-01", "facility:norte"),
    ],
)
def test_a_transfer_ends_one_stay_and_begins_another(moved: CaseFile, day: str, place: str) -> None:
    state, word, where = on(moved, day)
    assert (state, where) == ("held", place)
    assert word != "contested"


def test_a_transfer_is_no_contradiction(moved: CaseFile) -> None:
    assert [finding for finding in moved.findings() if finding.rule.startswith("C0")] == []


def test_a_transfer_alone_tells_where_the_person_was_before_it(tmp_path: Path) -> None:
    transfer = a_claim_form(relation="transferredTo", on="2026-02-03", transferredFrom="sur")
    with a_case(tmp_path, a_form(transfer, date="2026-03-12")) as case:
        assert "facility:sur" in on(case, "2026-02-03")[2]
        assert on(case, "2026-02-05")[2] == "facility:norte"


def test_a_disappearance_leaves_the_whereabouts_unknown_from_its_day(tmp_path: Path) -> None:
    gone = a_claim_form(relation="disappearedOn", value="2026-01-10")
    with a_case(tmp_path, a_form(gone, date="2026-03-12")) as case:
        assert on(case, "2026-01-09")[1] == "not stated"
        assert on(case, "2026-01-10") == ("whereabouts-unknown", "certain", "")
        assert on(case, "2026-02-10")[:2] == ("whereabouts-unknown", "assumed")


def test_a_disappearance_ends_when_the_person_is_seen_held(tmp_path: Path) -> None:
    gone = a_claim_form(relation="disappearedOn", value="2026-01-10")
    seen = a_claim_form(on="2026-02-01")
    with a_case(tmp_path, a_form(gone, seen, date="2026-03-12")) as case:
        assert on(case, "2026-01-20")[0] == "whereabouts-unknown"
        assert on(case, "2026-02-01") == ("held", "certain", "facility:norte")


def test_a_sentence_says_nothing_of_custody(tmp_path: Path) -> None:
    sentence = a_claim_form(relation="sentencedTo", value="ten years", on="2026-01-10")
    with a_case(tmp_path, a_form(sentence)) as case:
        assert list(case.status(on="2026-01-11", person="person:ana-ruiz")) == []


def test_the_number_of_an_identity_card_is_restricted_unless_the_claim_says_otherwise(tmp_path: Path) -> None:
    number = a_claim_form(relation="identityNumber", value="V-1", id="A1")
    detail = {"claim": ["identification:ana", "issuedBy", "radio"], "identityNumber": "V-2", "id": "A2"}
    shown = a_claim_form(relation="identityNumber", value="V-3", id="A3", sensitivity="public")
    birth = a_claim_form(relation="bornOn", value="1980", id="A4")
    with a_case(tmp_path, a_form(number, {**detail, "said-by": "radio"}, shown, birth)) as case:
        kept = {row.id: row.sensitivity for row in case.views.index.claims()}
        assert kept == {"A1": "restricted", "A2": "restricted", "A3": "public", "A4": ""}
        assert withheld_claims(case.views) == {"A1", "A2"}
