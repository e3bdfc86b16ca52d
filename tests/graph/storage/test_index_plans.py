"""What is looked up often is found by an index of the side index, whatever the size of the case."""

from __future__ import annotations

import sqlite3

import pytest

from habeas.casefile import CaseFile

PLANS = {
    "a page of all claims": "SELECT * FROM claims WHERE status = 'live' ORDER BY place LIMIT 50",
    "the claims recorded last": "SELECT * FROM claims WHERE status = 'live' ORDER BY place DESC LIMIT 50",
    "claims of a speaker": "SELECT * FROM claims WHERE speaker IN ('x')",
    "claims in a document": "SELECT * FROM claims WHERE source IN ('x')",
    "claims about somebody": "SELECT * FROM claims WHERE id IN (SELECT claim FROM about WHERE ref IN ('x'))",
    "a claim by what it says": "SELECT * FROM claims WHERE key = 'x'",
}


@pytest.mark.parametrize("what", PLANS)
def test_no_table_is_sorted_or_read_from_end_to_end_for(example: CaseFile, what: str) -> None:
    with sqlite3.connect(example.folder / "store" / "index.sqlite") as db:
        plan = [str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {PLANS[what]}")]
    db.close()
    assert not [step for step in plan if "TEMP B-TREE" in step or (step.startswith("SCAN") and "INDEX" not in step)], (
        plan
    )
