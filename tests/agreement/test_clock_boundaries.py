"""The clocks at their boundaries: what was recorded at the very moment asked is known, what was said on the very day
asked was said.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form

from habeas.casefile import CaseFile

WHO = "person:ana-ruiz"
RECORDED = "2026-02-01T09:05:00.000Z"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """Ana was held in two places: recorded at 09:05, said on 12 January. Luis in one: said on some day from 10 to 14
    January.
    """
    claims = (
        a_claim_form("ana", "detainedAt", "norte", id="A", began="2025-05-01", ended="2025-05-31", said="2026-01-12"),
        a_claim_form(
            "ana",
            "detainedAt",
            "sur",
            id="B",
            began="2025-05-01",
            ended="2025-05-31",
            said="2026-01-12",
            said_by="paper",
        ),
        a_claim_form("luis", "detainedAt", "norte", id="L", began="2025-05-01", said="[2026-01-10..2026-01-14]"),
    )
    with a_case(tmp_path, a_form(*claims), clock=Clock("09:05")) as made:
        yield made


def told_of(case: CaseFile, **clocks: str) -> set[str]:
    return {row.person.partition(":")[2] for row in case.status(on="2026-01-15", **clocks)}


def found(case: CaseFile, **clocks: str) -> set[str]:
    return {claim for one in case.findings(rules=["C01"], **clocks) for claim in one.claims}


def test_what_was_recorded_at_exactly_the_moment_asked_is_known(case: CaseFile) -> None:
    assert WHO.partition(":")[2] in told_of(case, known=RECORDED)
    assert found(case, known=RECORDED) == {"A", "B"}


def test_a_moment_before_it_was_recorded_nothing_is_known(case: CaseFile) -> None:
    before = "2026-02-01T09:04:59.999Z"
    assert told_of(case, known=before) == set()
    assert found(case, known=before) == set()


def test_what_was_said_exactly_on_the_last_day_counts(case: CaseFile) -> None:
    assert "ana-ruiz" in told_of(case, said="2026-01-12")
    assert found(case, said="2026-01-12") == {"A", "B"}
    assert found(case, said="2026-01-11") == set()


def test_what_may_have_been_said_after_the_day_does_not_count_certainly(case: CaseFile) -> None:
    assert "luis-paz" not in told_of(case, said="2026-01-13")
    assert "luis-paz" in told_of(case, said="2026-01-14"), "the range ends on the day asked for"
    sifted = case.sift(["A", "L"], said="2026-01-13")
    assert (sifted.kept, sifted.maybe) == (frozenset({"A"}), ("L",))
    assert case.sift(["L"], said="2026-01-10").maybe == ("L",), "it may have been said on the first day of its range"
    assert case.sift(["L"], said="2026-01-09").maybe == ()
