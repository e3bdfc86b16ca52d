"""No spelling of a sealed name comes out, whatever field it was planted in: a small form of `python -m bench.leaks`."""

from __future__ import annotations

from pathlib import Path

from tests.planted import FIELDS, leaks, outputs, plan, plant, secrets


def test_no_planted_secret_comes_out(tmp_path: Path) -> None:
    planted = plan(len(FIELDS))
    with plant(tmp_path / "case", planted) as case:
        assert leaks(outputs(case, views=("full",)), planted) == []


def test_the_search_finds_what_is_not_covered(tmp_path: Path) -> None:
    planted = plan(12)
    with plant(tmp_path / "case", planted) as case:
        own = {"journal": (case.folder / "journal" / "operations.jsonl").read_text(encoding="utf-8")}
    assert {each for _, each in leaks(own, planted)} == set(planted)


def test_the_plan_has_sixty_fields_eight_spellings_and_six_scripts() -> None:
    told = secrets()
    assert len(FIELDS) >= 60
    assert len({secret.spelling for secret in told}) >= 8
    assert len({secret.script for secret in told}) == 6
