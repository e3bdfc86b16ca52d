"""Every reader has bad files: what is said of them, that no good claim is lost, and that --strict writes nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.docs.made import stale
from tests.errors.trying import HERE, bad_files, try_file

ROOT = Path(__file__).parents[2]
FILES: dict[str, dict[str, Any]] = {
    entry["name"]: entry for entry in tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))["file"]
}


def test_every_bad_file_has_its_expected_message() -> None:
    assert sorted(FILES) == bad_files()


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_says_what_is_wrong_loses_no_good_claim_and_strictly_writes_nothing(name: str) -> None:
    strictly, usually = try_file(name)
    assert strictly.said == usually.said == FILES[name]["said"]
    assert list(usually.recorded) == FILES[name]["recorded"]
    assert (strictly.recorded, strictly.lines) == ((), 0)


def test_the_page_of_messages_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert stale("make_errors.py", capsys) == ""
