"""docs/checks.md names every check with the severities it can have."""

from __future__ import annotations

import re
from pathlib import Path

from tests.findings.test_findings import CASES, RULES

PAGE = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")


def test_every_check_has_a_row_with_the_severities_its_cases_raise() -> None:
    rows = dict(re.findall(r"^\| (C\d\d) \| ([a-z, ]+) \|", PAGE, re.MULTILINE))
    raised: dict[str, set[str]] = {}
    for path in CASES:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        if match := re.match(r"# (C\d\d) (\w+):", first):
            raised.setdefault(match[1], set()).add(match[2])
    assert tuple(rows) == RULES
    assert {rule: set(words.split(", ")) for rule, words in rows.items()} == raised
