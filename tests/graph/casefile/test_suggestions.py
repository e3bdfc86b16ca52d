"""What is suggested for a name that nobody described: what may have been meant, and never the name itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import Clock, a_claim_form, a_form

from habeas.casefile import CaseFile

NAMES = {"guard": {"is": "org:civil-guard", "label": "Civil Guard"}, "vila": {"is": "place:vila", "label": "Vila"}}


@pytest.mark.parametrize(
    ("relation", "value", "told"),
    [
        ("arrestedBy", "org:civil-gard", "Did you mean org:civil-guard? Or describe it"),
        ("arrestedBy", "org:army", "Or describe it under names:, with is: org:army and label:."),
        ("detainedAt", "facility:norte-2", "Did you mean facility:norte?"),
        ("detainedAt", "facility:vila", "Did you mean place:vila?"),
        ("siblingOf", "person:luis-pas", "Did you mean person:luis-paz?"),
        ("siblingOf", "person:stranger", "Or describe it under names:, with is: person:stranger and label:."),
    ],
)
def test_a_name_that_nobody_described(tmp_path: Path, relation: str, value: str, told: str) -> None:
    claims = [a_claim_form("ana", relation, value, id="A"), a_claim_form("luis", relation, value, id="B")]
    with CaseFile.create(tmp_path / "case", clock=Clock()) as case:
        report = case.record_form(a_form(*claims, names=NAMES))
    assert report.recorded == ()
    for refusal in report.refused:
        assert refusal.next.startswith(told)
        assert f"mean {value}?" not in refusal.next


@pytest.mark.parametrize("speaker", ["org:radyo", "org:nobody-at-all"])
def test_a_publisher_that_nobody_described(tmp_path: Path, speaker: str) -> None:
    with CaseFile.create(tmp_path / "case", clock=Clock()) as case:
        report = case.record_form(a_form(publisher=speaker))
    told = " ".join(refusal.next for refusal in report.refused)
    assert (f"mean {speaker}" in told, "Did you mean" in told) == (False, speaker == "org:radyo")
