"""A large file is written in parts: its kept answers are brought up once, equal to a computation from nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.case_file import KEPT
from habeas.errors import BadFile
from habeas.formats.read.files import batches
from habeas.formats.read.raw import Batch
from habeas.storage.contract import ScopeReader
from habeas.storage.index_tables import Affected
from habeas.storage.kept.areas import KeptAreas


def write(folder: Path, *documents: dict[str, Any]) -> Path:
    path = folder / "form.jsonl"
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def in_parts(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Files are written in parts of a few operations. Whether each refresh of the kept answers was from nothing."""
    asked: list[bool] = []
    refresh = KeptAreas.refresh

    def told(self: KeptAreas, db: sqlite3.Connection, scope: ScopeReader, affected: Affected | None) -> None:
        asked.append(affected is None)
        refresh(self, db, scope, affected)

    monkeypatch.setattr(KeptAreas, "refresh", told)
    monkeypatch.setattr("habeas.casefile.loading.CHUNK", 7)
    return asked


def some(first: int, last: int) -> list[dict[str, Any]]:
    """Documents with five claims each."""
    return [
        a_form(*(a_claim_form(id=f"D{d}N{n}", on=f"20{d:02}-01-{n:02}") for n in range(1, 6)), id=f"doc-{d}")
        for d in range(first, last)
    ]


def require_kept(case: CaseFile) -> None:
    """What is kept is what is worked out from nothing."""
    kept = KEPT.digest(case.views.index.connection)
    assert not case.views.index.kept_is_behind()
    case.rebuild()
    assert KEPT.digest(case.views.index.connection) == kept


def test_kept_answers_are_brought_up_once_after_a_file_in_parts(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = in_parts(monkeypatch)
    case.load(write(tmp_path, *some(1, 9)))
    assert asked == [True]
    case.load(write(tmp_path, *some(9, 12)))
    assert asked == [True, False]
    case.record_form(a_form(a_claim_form(id="ONE")))
    assert not case.views.index.kept_is_behind()
    assert asked == [True, False, False]
    require_kept(case)


def test_lines_of_people_are_the_same_however_many_people_are_taken_at_once(
    example: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KEPT.digest(example.views.index.connection)
    monkeypatch.setattr("habeas.storage.kept.edges.PEOPLE_AT_ONCE", 2)
    example.rebuild()
    assert KEPT.digest(example.views.index.connection) == kept


def test_kept_answers_are_brought_up_for_what_a_bad_file_gave_before_it_broke(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> Iterator[Batch]:
        yield from batches(*given)
        raise BadFile(where="the end", why="it breaks off", next="Get it again.")

    in_parts(monkeypatch)
    monkeypatch.setattr("habeas.casefile.case_file.batches", broken)
    with pytest.raises(BadFile):
        case.load(write(tmp_path, *some(1, 5)))
    assert case.views.index.count() != {}
    require_kept(case)
