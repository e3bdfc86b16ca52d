"""Commands that keep a case safe, killed once each; the long version is `python -m bench.kill_keeping`."""

from __future__ import annotations

import pytest
from bench.kill_keeping import PATHS, kill_and_look


@pytest.mark.parametrize("name", ["backup", "erase"])
def test_a_killed_command_leaves_all_or_nothing(name: str) -> None:
    assert kill_and_look(name, kills=1) == []


def test_every_way_to_keep_a_case_has_its_row() -> None:
    assert PATHS.keys() == {"undo", "backup", "merge", "erase", "lock", "unlock", "sign", "package", "settings"}
