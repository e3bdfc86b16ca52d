"""No spelling of a sealed name comes out, whatever field it was planted in: a small form of `python -m bench.leaks`."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from tests.planted import FIELDS, in_clear, leaks, outputs, plan, plant, secrets

from habeas.casefile import CaseFile
from habeas.storage import age_stream


def test_no_planted_secret_comes_out(tmp_path: Path) -> None:
    planted = plan(len(FIELDS))
    with plant(tmp_path / "case", planted) as case:
        assert leaks(outputs(case, views=("full",)), planted) == []


def test_the_search_finds_what_is_not_covered(tmp_path: Path) -> None:
    planted = plan(12)
    with plant(tmp_path / "case", planted) as case:
        own = {"journal": (case.folder / "journal" / "operations.jsonl").read_text(encoding="utf-8")}
    assert {each for _, each in leaks(own, planted)} == set(planted)


def test_none_is_on_the_disk_while_the_case_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_stream, "WORK", 4)
    planted = plan(12)
    with plant(tmp_path / "case", planted) as case:
        folder = case.folder
    assert in_clear(folder, planted).keys() == {each.secret.text for each in planted}
    CaseFile.lock(folder, "five words that nobody guesses")
    assert in_clear(folder, planted) == {}


@pytest.mark.parametrize("code", ["utf-16-le", "base64", "json"])
def test_the_search_finds_other_forms_too(tmp_path: Path, code: str) -> None:
    (each,) = plan(1)
    text = each.secret.text
    form = {"utf-16-le": text.encode("utf-16-le"), "json": json.dumps(text).encode()}
    (tmp_path / "x").write_bytes(b"a" + form.get(code, base64.b64encode(f"with {text}, yes".encode())))
    assert in_clear(tmp_path, [each]).keys() == {text}


def test_the_plan_has_sixty_fields_eight_spellings_and_six_scripts() -> None:
    told = secrets()
    assert len(FIELDS) >= 60
    assert len({secret.spelling for secret in told}) >= 8
    assert len({secret.script for secret in told}) == 6
