"""Numbers whose last byte is FF, which the engine takes for a range on the disk: what is withdrawn goes, and a sound
case is called sound.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_case, a_claim_form, a_form, rows_of

from habeas.casefile import CaseFile

LEAST = "SELECT ?n { ?count hab:lower ?n }"
ALL = {"all": {"is": "population:all", "label": "people held"}}


def a_count(name: str, **bounds: Any) -> dict[str, Any]:
    words = " to ".join(map(str, bounds.values()))
    return a_claim_form("count:same", "count", f"{words} held", id=name, population="all", **bounds)


@pytest.mark.parametrize("number", [255, 511, 767, 1023])
def test_a_number_that_was_withdrawn_is_no_fact_beside_a_greater_one(number: int, tmp_path: Path) -> None:
    """The greater one is within the range that the engine takes the smaller one for."""
    greater = number + 89
    with a_case(tmp_path, a_form(a_count("C1", lower=number), a_count("C2", lower=greater), names=ALL)) as case:
        case.withdraw("C1", reason="misread")
        assert rows_of(case, LEAST) == [(str(greater),)]
    assert CaseFile.verify(case.folder, deep=True).damages == ()
    with CaseFile.open(case.folder, write=True) as again:
        again.rebuild()
        assert rows_of(again, LEAST) == [(str(greater),)]


def test_a_case_with_many_numbers_is_sound(tmp_path: Path) -> None:
    counts = [a_count(f"C{n}", lower=n, upper=n + 256) for n in range(0, 2048, 3)]
    with a_case(tmp_path, a_form(*counts, names=ALL)) as case:
        for name in ("C255", "C765"):
            case.withdraw(name, reason="misread")
    assert CaseFile.verify(case.folder, deep=True).damages == ()
