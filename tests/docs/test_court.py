"""The page for courts names tests for what it promises; each of them is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "court.md").read_text(encoding="utf-8")
CRITERIA = (
    *("Authenticity", "Integrity", "Availability", "Identity", "Persistence", "Renderability", "Understandability"),
    *("Chain of custody", "Evidentiary and working copies", "Collection", "Security and protection"),
)


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_page_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
    assert len(named) > len(CRITERIA)
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or (name and name not in functions(path))
    ]
    assert missing == []


def test_every_criterion_has_a_row_with_a_test() -> None:
    rows = {row.split("**")[1]: row for row in PAGE.splitlines() if row.startswith("| **")}
    assert set(rows) == set(CRITERIA)
    assert [name for name, row in rows.items() if "`tests/" not in row] == []
