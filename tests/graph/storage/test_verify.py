"""Whether a case is still what was written: every changed byte is found, with its line."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad
from tests.builders import a_case, a_claim_form, a_form, journal_of, lines_of
from tests.effort import BUSY

from habeas.casefile import CaseFile
from habeas.errors import CaseLocked, CaseMissing, StoreBroken
from habeas.sparql.embedded import EmbeddedStore
from habeas.storage.journal.reader import LINES_TOLD
from habeas.storage.verify import STATUS

again = settings(max_examples=60, deadline=None, suppress_health_check=[*BUSY, HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small case, closed: seven lines of journal and more."""
    with a_case(tmp_path / "case", a_form(a_claim_form(id="A1", quote="مريم"), a_claim_form("luis", id="A2"))) as case:
        case.withdraw("A1", reason="x")
    return case.folder


def places(folder: Path) -> list[str]:
    return [damage.where for damage in CaseFile.verify(folder).damages]


def test_a_case_that_was_left_alone_is_whole(folder: Path) -> None:
    found = CaseFile.verify(folder, deep=True)
    assert (found.ok, found.claims, found.lines) == (True, 2, len(lines_of(folder)))
    assert found.damages == ()


@again
@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_changed_byte_of_the_journal_is_found_with_its_line(folder: Path, where: int, flip: int) -> None:
    path = journal_of(folder)
    right = path.read_bytes()
    at = where % len(right)
    line = right.count(b"\n", 0, at) + 1
    last = right.count(b"\n")
    path.write_bytes(right[:at] + bytes([right[at] ^ flip]) + right[at + 1 :])
    try:
        found = places(folder)
    finally:
        path.write_bytes(right)
    torn = at == len(right) - 1  # the newline of the last line: the store knows that there was one more
    assert found
    assert found[0] in ({"journal"} if torn else {f"journal, line {line}", f"journal, line {min(line + 1, last)}"})


@again
@given(st.data())
def test_lines_lost_swapped_or_repeated_are_found(folder: Path, data: st.DataObject) -> None:
    path = journal_of(folder)
    right = path.read_bytes()
    lines = lines_of(folder)
    first = data.draw(st.integers(0, len(lines) - 2))
    second = data.draw(st.integers(first + 1, len(lines) - 1))
    how = data.draw(st.sampled_from(["lost", "swapped", "repeated"]))
    changed = list(lines)
    if how == "lost":
        del changed[first]
    elif how == "swapped":
        changed[first], changed[second] = changed[second], changed[first]
    else:
        changed.insert(second, lines[first])
    path.write_bytes(b"".join(changed))
    try:
        found = places(folder)
    finally:
        path.write_bytes(right)
    assert found
    expected = {"lost": first + 1, "swapped": first + 1, "repeated": second + 1}[how]
    assert found[0] == f"journal, line {expected}"


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_lines_cut_off_at_the_end_are_found_because_the_store_knows_better(folder: Path, kept: int) -> None:
    lines = lines_of(folder)
    journal_of(folder).write_bytes(b"".join(lines[: kept or None][:kept]))
    [damage] = CaseFile.verify(folder).damages
    assert f"the store knows {len(lines)} operations, and the journal has {kept}" in damage.why
    assert places(folder), "looking does not repair it away"


def test_a_journal_written_anew_from_some_line_on_is_found(folder: Path, tmp_path: Path) -> None:
    with a_case(
        tmp_path / "other", a_form(a_claim_form(id="A1", quote="مريم"), a_claim_form("luis", id="A2"))
    ) as other:
        other.withdraw("A1", reason="another reason")
    shutil.copy(journal_of(other.folder), journal_of(folder))
    assert "not the journal that the store was made from" in CaseFile.verify(folder).damages[0].why


def test_every_bad_line_is_told_and_not_only_the_first(folder: Path) -> None:
    lines = lines_of(folder)
    for number in (1, 4):
        lines[number] = lines[number].replace(b'"op"', b'"Op"')
    journal_of(folder).write_bytes(b"".join(lines))
    found = places(folder)
    assert {"journal, line 2", "journal, line 5"} <= set(found)


def test_a_changed_document_is_found_by_its_name(folder: Path) -> None:
    kept = folder / "sources" / f"{'a' * 64}.txt"
    kept.write_text("not what was kept", encoding="utf-8")
    assert places(folder) == [f"sources/{kept.name}"]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "store").rglob("*") if path.is_file() and path.stat().st_size)


@settings(max_examples=12, deadline=None, suppress_health_check=[*BUSY, HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=0), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_a_changed_byte_of_a_cache_is_noticed_or_harmless(folder: Path, which: int, where: float, flip: int) -> None:
    """Either the deep check says so, or the case answers as before; and after making it anew it is whole."""
    whole = folder.parent / "whole"
    if not whole.exists():
        shutil.copytree(folder / "store", whole)
    files = _files(folder)
    path = files[which % len(files)]
    content = bytearray(path.read_bytes())
    content[int(where * len(content))] ^= flip
    path.write_bytes(content)
    try:
        if CaseFile.verify(folder, deep=True).ok:
            with CaseFile.open(folder) as case:
                assert {line.claim_id: line.status for line in case.claims(status="")} == {
                    "A1": "withdrawn",
                    "A2": "live",
                }
                assert case.query("ASK { id:person\\/luis-paz hab:detainedAt ?where }").boolean()
    finally:
        shutil.rmtree(folder / "store")
        shutil.copytree(whole, folder / "store")


@pytest.mark.parametrize("way", ["predicate", "object", "graph"])
def test_the_deep_check_reads_the_store_in_every_order_it_keeps(
    folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged block lies in one order only; here reading that order fails, as the engine lets it fail."""
    quads = EmbeddedStore.quads

    def breaks(store: EmbeddedStore, **asked: Any) -> Iterator[Quad]:
        if asked.get(way, ...) not in {..., None} and "subject" not in asked and asked.get("predicate") != STATUS:
            raise StoreBroken(why="block checksum mismatch")
        return quads(store, **asked)

    monkeypatch.setattr(EmbeddedStore, "quads", breaks)
    [damage] = CaseFile.verify(folder, deep=True).damages
    assert "checksum" in damage.why


def test_a_store_that_differs_from_the_journal_is_found_by_the_deep_check(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        quad = next(q for q in case.views.store.quads() if "prefLabel" in str(q))
        case.views.store._store.remove(quad)  # type: ignore[attr-defined]
    [damage] = CaseFile.verify(folder, deep=True).damages
    assert (damage.where, "rebuild" in damage.next.lower()) == ("store", True)
    with CaseFile.open(folder, write=True) as case:
        case.rebuild()
    assert CaseFile.verify(folder, deep=True).ok


def test_no_case_and_a_case_in_use_are_no_damage(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        CaseFile.verify(tmp_path / "nothing")
    with CaseFile.open(folder, write=True), pytest.raises(CaseLocked):
        CaseFile.verify(folder)


def test_progress_is_told_while_many_lines_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LINES_TOLD == 1000
    monkeypatch.setattr("habeas.storage.journal.reader.LINES_TOLD", 20)
    claims = [a_claim_form(id=f"A{n}", hedge_words=str(n)) for n in range(30)]
    with a_case(tmp_path / "case", a_form(*claims)) as case:
        pass
    seen: list[int] = []
    assert CaseFile.verify(case.folder, progress=seen.append).ok
    assert 20 in seen


@pytest.mark.parametrize("damage", ["UPDATE claim_numbers SET n = n + 1", "DELETE FROM claims WHERE id = 'A2'"])
def test_a_number_of_claims_that_is_not_theirs_is_found(folder: Path, damage: str) -> None:
    with sqlite3.connect(folder / "store" / "index.sqlite") as db:
        db.execute(damage)
    db.close()
    found = CaseFile.verify(folder)
    assert not found.ok
    assert "the index" in found.damages[0].why
