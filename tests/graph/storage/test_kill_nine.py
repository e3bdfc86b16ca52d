"""A program killed while it records: what it acknowledged is there. The long version is `python -m bench.kill_nine`."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.kill_nine import Lost, Told, kill_and_look, require_kept
from tests.builders import a_case, a_claim_form, a_form


def test_what_a_killed_program_acknowledged_is_there_and_the_case_is_whole(tmp_path: Path) -> None:
    told = kill_and_look(tmp_path / "case", kills=3, steps=40, seed=1)
    assert told.steps >= 3


def test_the_look_would_see_a_lost_claim_and_one_that_nobody_began(tmp_path: Path) -> None:
    with a_case(tmp_path / "case", a_form(a_claim_form(id="A1"))) as case:
        pass
    with pytest.raises(Lost, match="acknowledged, and not there"):
        require_kept(case.folder, Told(done={"A1": "live", "A2": "live"}), deep=False)
    with pytest.raises(Lost, match="never begun"):
        require_kept(case.folder, Told(), deep=False)
    with pytest.raises(Lost, match="acknowledged, and not there"):
        require_kept(case.folder, Told(done={"A1": "withdrawn"}), deep=False)
