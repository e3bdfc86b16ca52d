"""docs/custody.md says what the code answers."""

from __future__ import annotations

from pathlib import Path

from tests.histories import HISTORIES, table

DOC = Path(__file__).parents[2] / "docs" / "custody.md"


def test_the_table_of_awkward_histories_is_what_is_answered() -> None:
    assert table() in DOC.read_text(encoding="utf-8"), (
        "run python -m tests.histories and put its table into docs/custody.md"
    )


def test_there_are_ten_of_them() -> None:
    assert len(HISTORIES) == 10
