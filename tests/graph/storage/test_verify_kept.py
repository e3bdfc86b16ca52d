"""Kept answers that are not what the file gives are found: a sample at each look, all of them by the deep one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
from tests.effort import seeds
from tests.operations import World

from habeas.casefile import CaseFile
from habeas.casefile.case_file import KEPT
from habeas.errors import in_shell
from habeas.model.as_of import AsOf
from habeas.storage.scope import Scope
from habeas.storage.verify_kept import samples_that_differ

SPOILED = {
    "somebody is gone": ("kept_people", "DELETE FROM kept_people WHERE person = (SELECT MIN(person) FROM kept_people)"),
    "somebody has another name": ("kept_people", "UPDATE kept_people SET folded = folded || 'x'"),
    "a period is gone": ("kept_periods", "DELETE FROM kept_periods WHERE id = (SELECT MAX(id) FROM kept_periods)"),
    "a period ends later": (
        "kept_periods",
        "UPDATE kept_periods SET last = last + 1 WHERE id = (SELECT MIN(id) FROM kept_periods WHERE last < 3000000)",
    ),
    "an answer is another": (
        "kept_periods",
        "UPDATE kept_periods SET body = X'5B5B5D2C5B5D2C5B5D2C5B5D5D' WHERE length(body) > 20",
    ),
    "somebody was never there": ("kept_ever", "DELETE FROM kept_ever"),
    "nobody is held anywhere": ("kept_at", "DELETE FROM kept_at"),
    "a total is one more": ("kept_totals", "UPDATE kept_totals SET n = n + 1"),
    "a document is in no list": ("kept_listed", "DELETE FROM kept_listed WHERE list = 'doc'"),
    "a list is longer than it is": ("kept_list_sizes", "UPDATE kept_list_sizes SET n = n + 1"),
    "a finding is gone": ("kept_findings", "DELETE FROM kept_findings"),
    "a finding is softer": ("kept_findings", "UPDATE kept_findings SET severity = severity + 1"),
}


def spoil(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "store" / "index.sqlite", isolation_level=None)) as index:
        assert index.execute(sql).rowcount > 0


def damaged(folder: Path, *, deep: bool) -> set[str]:
    damages = CaseFile.verify(folder, deep=deep).damages
    assert all(damage.where == "store/index.sqlite" and "habeas rebuild" in in_shell(damage.next) for damage in damages)
    return {damage.why.partition(" in ")[2].partition(" are ")[0] for damage in damages}


@pytest.mark.parametrize("how", SPOILED)
def test_a_kept_answer_that_is_not_what_the_file_gives_is_found_by_a_sample(
    how: str, example_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habeas.storage.verify_kept.SAMPLE", 10_000)
    table, sql = SPOILED[how]
    spoil(example_folder, sql)
    assert table in damaged(example_folder, deep=False)


def test_what_is_found_is_gone_once_the_index_is_made_again(
    example_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habeas.storage.verify_kept.SAMPLE", 10_000)
    assert damaged(example_folder, deep=False) == set()
    for _, sql in SPOILED.values():
        with suppress(AssertionError):  # what one of them deletes another cannot change
            spoil(example_folder, sql)
    assert damaged(example_folder, deep=False) == {table for table, _ in SPOILED.values()}
    with CaseFile.open(example_folder, write=True) as case:
        case.rebuild()
    assert damaged(example_folder, deep=False) == set()


def test_a_sample_is_small_and_another_at_each_look(example_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.storage.verify_kept.SAMPLE", 1)
    spoil(example_folder, "UPDATE kept_people SET folded = folded || 'x' WHERE person LIKE 'person:e%'")
    with CaseFile.open(example_folder) as case:
        scope = Scope(case.views, AsOf(), today="")
        looks = {tuple(samples_that_differ(scope, Random(seed))) for seed in range(40)}  # noqa: S311 a sample
    assert looks == {(), ("kept_people",)}


@pytest.mark.parametrize(
    "how", ["a period is gone", "a total is one more", "a document is in no list", "a finding is gone"]
)
def test_the_deep_look_compares_every_kept_table(
    how: str, example_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habeas.storage.verify.samples_that_differ", lambda _: [])
    table, sql = SPOILED[how]
    spoil(example_folder, sql)
    assert damaged(example_folder, deep=True) == {table}


def test_the_deep_look_finds_an_index_that_the_journal_does_not_give(example_folder: Path) -> None:
    spoil(example_folder, "UPDATE claims SET sensitivity = 'sealed'")
    [damage] = CaseFile.verify(example_folder, deep=True).damages
    assert "the side index is not what the journal gives" in damage.why


@pytest.mark.parametrize("seed", seeds(4))
def test_a_sample_of_what_is_right_differs_in_nothing(seed: int) -> None:
    world = World(seed)
    for _ in range(4):
        world.step(12)
        scope = Scope(world.now, AsOf(), today="")
        assert samples_that_differ(scope, Random(seed)) == []  # noqa: S311 a sample


SPOILED_DEEP = {
    "a line of a graph is gone": ("kept_edges", "DELETE FROM kept_edges"),
    "a name is withheld that is public": (
        "kept_withheld_names",
        "INSERT INTO kept_withheld_names VALUES ('person:x', '')",
    ),
    "something is due that is not": ("kept_deadlines", "INSERT INTO kept_deadlines VALUES ('person:x', 'r', 'n', '')"),
}
"""What no sample looks at: only the deep look compares it."""


@pytest.mark.parametrize("how", SPOILED_DEEP)
def test_what_no_sample_looks_at_is_found_by_the_deep_look(how: str, example_folder: Path) -> None:
    table, sql = SPOILED_DEEP[how]
    spoil(example_folder, sql)
    assert table in damaged(example_folder, deep=True)


def test_every_area_is_looked_at() -> None:
    looked = {table for table, _ in (*SPOILED.values(), *SPOILED_DEEP.values())}
    assert all(looked & set(area.content) for area in KEPT.areas)
