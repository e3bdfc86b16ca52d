"""The journal keeps what was acknowledged, letter for letter, and says so when it does not."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.storage.journals import AT, LATER, Opened, file_of, filled, opened

from habeas.errors import BadInput, JournalBroken
from habeas.storage.journal.reader import lines, read, read_at, tail, verify
from habeas.storage.journal.writer import Journal

__all__ = ["opened"]

# -- the form of a line


def test_a_line_is_canonical_json_with_the_hash_of_all_the_rest(tmp_path: Path, opened: Opened) -> None:
    journal = opened(tmp_path)
    entry = journal.append("record", {"b": 1, "a": ["é", None, {"z": True}]}, by="ana", at=AT)
    raw = file_of(tmp_path).read_bytes()
    plain = json.loads(raw)
    without = {key: value for key, value in plain.items() if key != "hash"}
    canonical = json.dumps(without, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert raw == json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    assert plain["hash"] == hashlib.sha256(canonical).hexdigest() == entry.operation.hash
    assert plain["prev"] == "0" * 64
    assert (entry.offset, entry.end) == (0, len(raw))


def test_each_line_holds_the_hash_of_the_one_before(tmp_path: Path) -> None:
    operations = [entry.operation for entry in read(filled(tmp_path))]
    assert [operation.n for operation in operations] == [1, 2, 3, 4, 5]
    assert [operation.prev for operation in operations[1:]] == [operation.hash for operation in operations[:-1]]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(bodies=st.lists(st.dictionaries(st.text(), json_values, max_size=5), min_size=1, max_size=4))
def test_what_went_in_comes_out_letter_for_letter(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    journal = Journal.open(folder)
    written = journal.append_many([("record", body) for body in bodies], by="José", at=AT)
    journal.close()
    assert [entry.operation.body for entry in read(folder)] == bodies
    assert list(read(folder)) == written
    assert not verify(folder).findings


@pytest.mark.parametrize(
    "text", ["\u2028\u2029", "\x85", "\x00", "\x1f\x7f", "\\n", "a\r\nb", '"},"hash":"x', "😀", "e\u0301"]
)
def test_no_character_breaks_a_line(tmp_path: Path, text: str) -> None:
    filled(tmp_path, 1)
    journal = Journal.open(tmp_path)
    journal.append("record", {"quote": text, "hash": text}, by=text, at=AT)
    journal.close()
    assert [entry.operation.body.get("hash") for entry in read(tmp_path)] == [None, text]
    assert not verify(tmp_path).findings


def test_half_a_character_is_refused_and_nothing_is_written(tmp_path: Path, opened: Opened) -> None:
    journal = opened(filled(tmp_path, 1))
    with pytest.raises(BadInput, match="half a character"):
        journal.append_many([("record", {"quote": "good"}), ("record", {"quote": "\ud83d"})], by="ana", at=AT)
    assert verify(tmp_path).lines == 1


@pytest.mark.parametrize("body", [{1: "a"}, {"a": [{2: "b"}]}])
def test_a_key_that_is_not_text_is_a_mistake_of_the_program(
    tmp_path: Path, opened: Opened, body: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="a key of an operation is text"):
        opened(tmp_path).append("record", body, by="ana", at=AT)
    assert file_of(tmp_path).stat().st_size == 0


@pytest.mark.parametrize("at", ["2026-02-01", "2026-02-01T09:12:00Z", "2026-02-01T09:12:00.000+01:00", ""])
def test_a_moment_in_another_form_is_a_mistake_of_the_program(tmp_path: Path, opened: Opened, at: str) -> None:
    with pytest.raises(ValueError, match="is not a moment"):
        opened(tmp_path).append("record", {}, by="ana", at=at)


def test_a_number_that_is_none_is_not_written(tmp_path: Path, opened: Opened) -> None:
    with pytest.raises(ValueError, match="JSON"):
        opened(tmp_path).append("record", {"x": float("nan")}, by="ana", at=AT)


# -- appending


def test_the_journal_goes_on_where_it_stopped(tmp_path: Path, opened: Opened) -> None:
    filled(tmp_path, 3)
    journal = opened(tmp_path)
    assert (journal.n, journal.torn) == (3, None)
    entry = journal.append("withdraw", {}, by="ana", at=AT)
    assert (entry.operation.n, journal.head, tail(tmp_path)) == (4, entry.operation.hash, (4, entry.operation.hash))
    assert not verify(tmp_path).findings


def test_a_batch_is_forced_to_the_disk_once(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened(tmp_path)
    forced: list[object] = []
    monkeypatch.setattr("habeas.storage.journal.writer.sync", forced.append)
    assert len(journal.append_many([("record", {"n": n}) for n in range(500)], by="ana", at=AT)) == 500
    assert len(forced) == 1
    assert journal.append_many([], by="ana", at=AT) == []
    assert len(forced) == 1


def test_on_a_mac_the_cache_of_the_drive_is_emptied_too(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    mac = SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda handle, what: asked.append((handle, what)))
    monkeypatch.setattr("habeas.storage.atomic.fcntl", mac)
    opened(tmp_path).append("record", {}, by="ana", at=AT)
    assert [what for _, what in asked] == [51]


def test_time_never_runs_backwards(tmp_path: Path, opened: Opened) -> None:
    filled(tmp_path, 1, at=LATER)
    journal = opened(tmp_path)
    assert journal.append("record", {}, by="ana", at=AT).operation.at == LATER
    assert journal.append("record", {}, by="ana", at="2026-03-01T00:00:00.000Z").operation.at.startswith("2026-03")


def test_the_end_is_found_without_reading_the_whole(tmp_path: Path, opened: Opened) -> None:
    journal = opened(tmp_path)
    for size in (10, 200_000, 70_000, 65_536, 1):
        journal.append("record", {"quote": "x" * size}, by="ana", at=AT)
        again = opened(tmp_path)
        assert (again.n, again.head, again.end) == (journal.n, journal.head, journal.end)
        again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_the_owner_can_read_it(tmp_path: Path, opened: Opened) -> None:
    folder = tmp_path / "journal"
    filled(folder, 1)
    with file_of(folder).open("ab") as stream:
        stream.write(b"torn")
    torn = opened(folder).torn
    assert torn is not None
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, file_of(folder), torn)] == ["0o700", "0o600", "0o600"]


# -- reading


@pytest.mark.parametrize(
    "old, new", [(b'"N2"', b'"N9"'), (b'"hash":"', b'"hash":"0'), (b'"by":"ana"', b'"by" :"ana"'), (b'"n":2', b'"n":3')]
)
def test_a_line_that_was_changed_is_not_read_at_its_place(tmp_path: Path, old: bytes, new: bytes) -> None:
    entry = list(read(filled(tmp_path)))[1]
    whole = file_of(tmp_path).read_bytes()
    line = whole[entry.offset : entry.end]
    changed = line.replace(old, new, 1)
    assert changed != line
    file_of(tmp_path).write_bytes(whole[: entry.offset] + changed + whole[entry.end :])
    with pytest.raises(JournalBroken):
        read_at(tmp_path, entry.offset, entry.offset + len(changed))


def test_one_line_is_read_at_its_place(tmp_path: Path) -> None:
    entries = list(read(filled(tmp_path)))
    assert [read_at(tmp_path, entry.offset, entry.end) for entry in entries] == entries


def test_reading_begins_at_a_place_and_ends_at_a_moment(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    filled(tmp_path, 2, at=LATER)
    entries = list(read(tmp_path))
    assert list(read(tmp_path, start=entries[1].end)) == entries[2:]
    assert list(read(tmp_path, until=AT)) == entries[:3]
    assert list(read(tmp_path, start=entries[0].end, until=AT)) == entries[1:3]
    assert list(read(tmp_path, start=entries[-1].end)) == []


def test_a_place_that_is_none_is_an_error(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    with pytest.raises(JournalBroken, match="no line begins here"):
        list(read(tmp_path, start=7))


def test_a_journal_shorter_than_remembered_is_an_error(tmp_path: Path) -> None:
    end = list(read(filled(tmp_path)))[-1].end
    file_of(tmp_path).write_bytes(b"".join(line + b"\n" for line in list(lines(tmp_path))[:3]))
    with pytest.raises(JournalBroken, match="shorter than it was"):
        list(read(tmp_path, start=end))


def test_an_empty_journal_is_one(tmp_path: Path) -> None:
    assert (list(read(tmp_path)), tail(tmp_path), verify(tmp_path).lines) == ([], (0, ""), 0)
