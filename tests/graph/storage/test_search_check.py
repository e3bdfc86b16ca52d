"""`verify` looks into the search tables too: whole, and in a large case at names drawn from the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.errors import in_shell
from habeas.storage import verify
from habeas.storage.search.check import NOTE
from habeas.storage.search.tables import SearchTables
from habeas.storage.verify_files import Damage

HARM = {
    "a word": "UPDATE passage SET words = replace(words, 'Ruiz', 'Paz')",
    "a folded word": "UPDATE passage SET folded = folded || ' more'",
    "a claim that is gone": "DELETE FROM passage WHERE ref LIKE 'claim:%'",
    "a spelling": "DELETE FROM typing",
    "a document": "INSERT INTO kept_texts VALUES ('doc:x', '0')",
    "the full text": "INSERT INTO passages (passages) VALUES ('delete-all')",
    "the parts of words": "INSERT INTO parts (parts, rowid, folded) VALUES ('delete', 1, 'nothing such')",
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with a_case(tmp_path, a_form(a_claim_form(id="A1", quote="Ana Ruiz, of Norte"))) as case:
        case.record_form(a_form(a_claim_form(id="A2", note="seen by Ana Ruiz"), id="b"), text="Ana Ruiz is at Norte.")
        case.record_form(a_form(a_claim_form(id="A3", note="wrong"), id="c"))
        case.withdraw("A3", reason="misread")
    with closing(SearchTables(case.folder / "store" / "search.sqlite", case.folder / "journal")) as tables:
        tables.catch_up()
    yield case.folder


def harm(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "store" / "search.sqlite", isolation_level=None)) as db:
        db.execute(sql)


def told(folder: Path, *, deep: bool = False) -> tuple[Damage, ...]:
    return CaseFile.verify(folder, deep=deep).damages


@pytest.mark.parametrize("what", HARM)
@pytest.mark.parametrize("seen", [True, False])
def test_a_change_in_the_search_tables_is_told_and_rebuild_mends_it(folder: Path, what: str, seen: bool) -> None:
    assert not seen or told(folder) == ()
    harm(folder, HARM[what])
    (damage,) = told(folder)
    assert damage.where == "store/search.sqlite" and "habeas rebuild" in in_shell(damage.next)
    with CaseFile.open(folder, write=True) as case:
        case.rebuild()
    assert told(folder) == ()


def test_what_was_compared_and_did_not_change_is_not_compared_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(folder) == () and (folder / NOTE).exists()
    monkeypatch.setattr(SearchTables, "fill", None)
    assert told(folder) == ()


def test_tables_that_are_behind_or_of_another_journal_are_no_damage(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form(id="A4", note="later"), id="d"))
    assert told(folder) == ()
    harm(folder, "UPDATE meta SET value = 'x' WHERE name = 'head'")
    assert told(folder, deep=True) == ()


def test_of_a_large_case_some_names_are_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(folder) == ()
    monkeypatch.setattr(verify, "LARGE", 1)
    monkeypatch.setattr(SearchTables, "fill", None)
    harm(folder, "INSERT INTO typing VALUES ('other', 'other')")
    assert told(folder) == (), "only what is drawn is looked at"
    harm(folder, HARM["a word"])
    (damage,) = told(folder)
    assert "is not what the journal gives" in damage.why


def test_a_damaged_file_is_told(folder: Path) -> None:
    path = folder / "store" / "search.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:8192] = bytes(4096)
    path.write_bytes(content)
    (damage,) = told(folder)
    assert damage.where == "store/search.sqlite"
