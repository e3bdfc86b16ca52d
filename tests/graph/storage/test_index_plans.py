"""What is looked up often is found by an index of the side index, whatever the size of the case."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.results import AsOfText
from habeas.storage.index import Index
from habeas.storage.kept.figures import HAPPENED, HELD
from habeas.storage.kept.people import KeptPeople
from habeas_api.service.reports import REPORTS
from habeas_api.web.pages.home import _summary

PLANS = {
    "a page of all claims": "SELECT * FROM claims WHERE status = 'live' ORDER BY place LIMIT 50",
    "the claims recorded last": "SELECT * FROM claims WHERE status = 'live' ORDER BY place DESC LIMIT 50",
    "claims of a speaker": "SELECT * FROM claims WHERE speaker IN ('x')",
    "claims in a document": "SELECT * FROM claims WHERE source IN ('x')",
    "a claim by what it says": "SELECT * FROM claims WHERE key = 'x'",
    "a whole name": "SELECT ref FROM names WHERE folded = 'x' AND folded <> '' ORDER BY ref",
    "words that are nearly one": "SELECT word FROM word_marks WHERE mark IN ('-x', '~y')",
}


@pytest.mark.parametrize("what", PLANS)
def test_no_table_is_sorted_or_read_from_end_to_end_for(example: CaseFile, what: str) -> None:
    with sqlite3.connect(example.folder / "store" / "index.sqlite") as db:
        plan = [str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {PLANS[what]}")]
    db.close()
    assert not [step for step in plan if "TEMP B-TREE" in step or (step.startswith("SCAN") and "INDEX" not in step)], (
        plan
    )


@pytest.mark.parametrize(
    "typed", ["Enrique Márquez", "Márquez, Enrique", "Enrique Marqes", "Enrique José Márquez", "Xyzzy Plugh"]
)
def test_a_name_is_looked_up_by_its_words_and_never_by_reading_all_names(
    example: CaseFile, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = Index._rows
    monkeypatch.setattr(Index, "_rows", lambda index, sql, values=(): asked.append(sql) or rows(index, sql, values))
    example.match(typed)
    assert len(asked) < 100
    named = [sql for sql in asked if "names" in sql]
    assert named
    assert all("folded = ?" in sql or "MATCH ?" in sql for sql in named)


def test_one_more_claim_reads_no_table_from_end_to_end(example: CaseFile) -> None:
    db, asked = example.views.index.connection, set[str]()
    db.set_trace_callback(asked.add)
    example.record_form(a_form(a_claim_form()))
    assert not example.views.index.kept_is_behind()
    db.set_trace_callback(None)
    told = [sql for sql in asked if sql.lstrip().startswith(("SELECT", "UPDATE", "DELETE"))]
    steps = {str(step) for sql in told for (*_, step) in db.execute(f"EXPLAIN QUERY PLAN {sql}")}
    assert len(told) > 50
    assert {step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step} <= SHORT


def _plans(case: CaseFile, work: Callable[[], object]) -> list[list[str]]:
    """The steps of every look-up in the side index that something takes, look-up after look-up."""
    db, asked = case.views.index.connection, list[str]()
    db.set_trace_callback(asked.append)
    work()
    db.set_trace_callback(None)
    return [[str(step) for (*_, step) in db.execute(f"EXPLAIN QUERY PLAN {sql}")] for sql in asked]


@pytest.mark.parametrize("names", [["person:enrique-marquez"], ["person:enrique-marquez", "facility:el-helicoide"]])
def test_claims_about_a_name_are_read_in_their_order_and_counted_without_reading_them(
    example: CaseFile, names: list[str]
) -> None:
    index = example.views.index
    rows, total = index.page_of_claims(2, about=names)
    assert (len(rows), total) == (2, len(list(index.claims(about=names))))
    page, count = _plans(example, lambda: index.page_of_claims(2, about=names))
    assert [step for step in page if "about" in step] == ["SEARCH about USING PRIMARY KEY (ref=?)"] * len(names)
    assert [step for step in count if step.startswith(("SEARCH", "SCAN"))] == ["SEARCH about USING PRIMARY KEY (ref=?)"]


def test_who_was_ever_at_a_place_is_read_by_name_and_nobody_is_put_in_order(example: CaseFile) -> None:
    people = KeptPeople(example.views.index.connection, date(2031, 1, 1))
    place = "facility:el-helicoide"
    every = people.ever_at([place])
    found, total = people.first_at([place], 1, now=False)
    assert (len(found), total) == (1, len(every))
    (page, count) = _plans(example, lambda: people.first_at([place], 1, now=False))
    assert not [step for step in (*page, *count) if "TEMP B-TREE" in step or "kept_periods" in step]


COUNTED = {
    "who is held, by name, beside a number": (HELD, ('["population:x"]', 1, 0)),
    "to whom it happened, by name, beside a number": (HAPPENED, ('["population:x"]', "died", 1, 2)),
}


@pytest.mark.parametrize("what", COUNTED)
def test_who_is_known_by_name_is_looked_up_from_the_members_of_a_population(example: CaseFile, what: str) -> None:
    sql, values = COUNTED[what]
    steps = [str(row[3]) for row in example.views.index.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    order = [step.split()[1] for step in steps if step.startswith(("SEARCH", "SCAN")) and "json_each" not in step]
    assert order[:2] == ["kept_examples", "m"]
    (last,) = [step for step in steps if step.startswith("SEARCH") and "kept_examples" not in step]
    assert "COVERING INDEX" in last
    assert "(person=?" in last


def test_counts_the_first_page_and_who_is_at_a_facility_read_no_table_from_end_to_end(example: CaseFile) -> None:
    db, asked = example.views.index.connection, set[str]()
    day = {"on": "2026-02-03", "said": "", "known": "", "by": ""}
    page = {**day, "lang": "en", "limit": 50, "offset": 0, "next": "", "person": "", "rule": "", "only_open": True}
    db.set_trace_callback(asked.add)
    for what in ("counts", "first-page", "finding-list", "at-facility"):
        REPORTS[what](example, {**page, "most": 12, "names": ["facility:el-helicoide"]})
    _summary(example, as_of=AsOfText(on="2026-02-03"), lang="en")
    db.set_trace_callback(None)
    told = [sql for sql in asked if sql.lstrip().startswith("SELECT")]
    steps = {str(step) for sql in told for (*_, step) in db.execute(f"EXPLAIN QUERY PLAN {sql}")}
    assert len(told) > 50
    whole = {step for step in steps if "claims_now" in step or (step.startswith("SCAN") and "VIRTUAL" not in step)}
    assert {step for step in whole if "(subquery" not in step} <= SHORT | IN_ORDER | OF_NUMBERS


SHORT = {
    f"SCAN {table}"
    for table in (
        "meta",
        "due",
        "judgements",
        "kept_withheld_changes",
        "kept_deadline_rules",
        "main.name_words_config",
        "claim_numbers",
        "chained",
        "clashes",
    )
}
SHORT |= {"SCAN (subquery-1)"}
IN_ORDER = {"SCAN claims USING INDEX claims_by_place"}
"""Read in order until the page is full."""
OF_NUMBERS = {
    "SCAN kept_counts USING INDEX kept_counts_in_order",
    "SCAN kept_counts USING COVERING INDEX kept_counts_in_order",
    "SCAN kept_comparisons",
    "SCAN kept_derived",
}
OF_NUMBERS |= {"SCAN decisions", "SCAN m", "SCAN e"}
"""As many rows as numbers and decisions are told, the members of one population, and who was ever at one place."""
"""Tables that hold a few rows whatever the size of the case, and what was looked up before."""


def _asked_of(index: Index) -> None:
    """What pages ask of the side index all day."""
    list(index.claims(about="person:enrique-marquez", status="live"))
    list(index.claims(about=["person:enrique-marquez", "person:x"]))
    list(index.claims_of_kind("event"))
    list(index.claims_with("containedInPlace", about=["facility:el-helicoide"]))
    index.latest(5)
    index.claim("N056")
    index.entity("person:enrique-marquez")
    index.mentioned("person:enrique-marquez")
    index.touched("claim:N056")


@pytest.mark.parametrize("n", [None, 40])
def test_what_pages_ask_starts_from_the_few_rows_it_is_about(
    example: CaseFile, n: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = example.views.index if n is None else example.views.index.at(n)
    asked: list[tuple[str, tuple[str, ...]]] = []
    rows = Index._rows
    monkeypatch.setattr(
        Index,
        "_rows",
        lambda index, sql, values=(): asked.append((sql, tuple(values))) or rows(index, sql, values),
    )
    _asked_of(index)
    for sql, values in asked:
        plan = [str(row[3]) for row in index.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert not [
            step
            for step in plan
            if "claims_now" in step
            or (
                step.startswith("SCAN") and "claims_by_place" not in step and "SUBQUERY" not in step and "(" not in step
            )
        ], (sql, plan)
