"""What is changed in the store or the side index is found by `verify`; a store that is not as its journal says is made
again when the case is opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.sparql.embedded import EmbeddedStore
from habeas.storage import verify, verify_lines
from habeas.storage.journal.reader import read
from habeas.storage.verify_lines import line_differs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    claims = [a_claim_form(id=f"A{n}", on=f"20{n:02}-01-12", hedge_words=str(n)) for n in range(10, 20)]
    with a_case(tmp_path / "case", a_form(*claims)) as case:
        case.withdraw("A10", reason="misread")
        case.judge("person:ana-ruiz", "person:luis-paz", "different", reason="two mothers")
        case.record_form(a_form(a_claim_form("luis", id="B1")))
        case.undo(reason="wrong case")
    return case.folder


def sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "store" / "index.sqlite")) as db:
        db.execute(statement)
        db.commit()


def swap(folder: Path) -> None:
    store = EmbeddedStore.open(folder / "store" / "quads")
    old = next(quad for quad in store.quads() if isinstance(quad.object, Literal) and quad.object.value == "Ana Ruiz")
    store._store.remove(old)
    store._store.add(Quad(old.subject, old.predicate, Literal("Ana Luis"), old.graph_name))
    store.flush()
    store.close()


CHANGES: dict[str, Callable[[Path], None]] = {
    "a name": lambda folder: sql(folder, "UPDATE names SET name = 'Ana Luis' WHERE name = 'Ana Ruiz'"),
    "a label": lambda folder: sql(folder, "UPDATE entities SET body = replace(body, 'Ana Ruiz', 'Ana Luis')"),
    "a year": lambda folder: sql(folder, "UPDATE evidence SET at_e = replace(at_e, '2015', '2016')"),
    "a status": lambda folder: sql(folder, "UPDATE claims SET status = 'live' WHERE status = 'withdrawn'"),
    "a kept answer": lambda folder: sql(folder, "UPDATE kept_people SET folded = 'x'"),
    "a quad": swap,
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("looked", [False, True])
def test_what_was_changed_is_found_and_made_again(folder: Path, what: str, *, looked: bool) -> None:
    if looked:
        assert CaseFile.verify(folder).compared == verify.WHOLE
        assert CaseFile.verify(folder).compared == verify.SAME
    before = (folder / "store" / "index.sqlite").read_bytes()
    CHANGES[what](folder)
    if what == "a year" and (folder / "store" / "index.sqlite").read_bytes() == before:
        pytest.skip("no row has that year")
    found = CaseFile.verify(folder)
    assert found.damages
    assert "rebuild" in found.damages[0].next.lower()
    with CaseFile.open(folder, write=True) as case:
        case.rebuild()
    assert CaseFile.verify(folder).damages == ()


def test_every_line_of_a_sound_case_is_found_in_its_views(folder: Path) -> None:
    with CaseFile.open(folder) as case:
        assert [odd for entry in read(folder / "journal") if (odd := line_differs(case.views, entry))] == []


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("what", ["a label", "a status", "a quad"])
def test_a_store_that_is_not_as_its_journal_says_is_made_again_when_it_is_opened(
    folder: Path, what: str, monkeypatch: pytest.MonkeyPatch, *, write: bool
) -> None:
    CHANGES[what](folder)
    monkeypatch.setattr(verify_lines, "drawn", lambda journal, count: list(read(journal)) if count else [])
    with CaseFile.open(folder, write=write) as case:
        assert any("made again" in remark for remark in case.remarks())
        assert "Ana Ruiz" in repr(case.show("person:ana-ruiz"))
    assert CaseFile.verify(folder, deep=True).damages == ()


def test_a_large_case_that_went_on_is_compared_by_its_lines_since(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CaseFile.verify(folder).ok
    with CaseFile.open(folder, write=True) as case:
        assert case.record_form(a_form(a_claim_form("luis", id="B2", hedge_words="again"))).recorded
    monkeypatch.setattr(verify, "LARGE", 1)
    assert (CaseFile.verify(folder).compared, CaseFile.verify(folder).ok) == (verify.SINCE, True)
    sql(folder, "UPDATE claims SET speaker = 'org:paper' WHERE id = 'B2'")
    assert CaseFile.verify(folder).damages
    sql(folder, "UPDATE claims SET speaker = 'org:radio' WHERE id = 'B2'")
    sql(folder, "UPDATE names SET name = 'Ana Luis' WHERE name = 'Ana Ruiz'")
    assert CaseFile.verify(folder).damages
