"""What was changed is seen, and what an accident left behind is put right without losing what was acknowledged."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from tests.graph.storage.journals import AT, LATER, Opened, file_of, filled, opened
from tests.processes import running

from habeas.errors import BadFile, JournalBroken
from habeas.storage.journal.reader import lines, read, tail, verify
from habeas.storage.journal.writer import Journal

__all__ = ["opened"]


def rewrite(folder: Path, new: list[bytes]) -> None:
    file_of(folder).write_bytes(b"".join(line + b"\n" for line in new))


def whys(folder: Path) -> list[tuple[int, str]]:
    return [(fault.line, fault.why) for fault in verify(folder).findings]


# -- changes are seen


def test_a_flipped_byte_anywhere_is_seen(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    whole = file_of(tmp_path).read_bytes()
    unseen = []
    for place in range(len(whole)):
        file_of(tmp_path).write_bytes(whole[:place] + bytes([whole[place] ^ 0x21]) + whole[place + 1 :])
        report = verify(tmp_path)
        if not report.findings and not report.torn:
            unseen.append(place)
    assert unseen == []


def test_a_changed_line_is_named_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    found = list(lines(filled(tmp_path)))
    found[1] = found[1].replace(b"N2", b"N9")
    rewrite(tmp_path, found)
    report = verify(tmp_path)
    assert whys(tmp_path) == [(2, "this line was changed after it was written")]
    assert (report.lines, report.sound_after) == (5, 3)
    with pytest.raises(JournalBroken, match="line 2: this line was changed"):
        list(read(tmp_path))


def test_a_lost_line_is_one_fault_and_not_one_for_every_line_after_it(tmp_path: Path) -> None:
    found = list(lines(filled(tmp_path)))
    rewrite(tmp_path, found[:1] + found[3:])
    assert whys(tmp_path) == [(2, "2 lines are missing before this one, number 4")]
    rewrite(tmp_path, found[1:])
    assert whys(tmp_path) == [(1, "1 lines are missing before this one, number 2")]


def test_lines_in_another_order_are_seen(tmp_path: Path) -> None:
    one, two, three, four, five = lines(filled(tmp_path))
    rewrite(tmp_path, [one, three, two, four, five])
    assert [line for line, _ in whys(tmp_path)] == [2, 3, 4]
    rewrite(tmp_path, [one, two, two, three, four, five])
    assert [line for line, _ in whys(tmp_path)] == [3]


def test_a_line_from_another_journal_is_seen(tmp_path: Path) -> None:
    one, _, three = lines(filled(tmp_path / "a", 3))
    other = list(lines(filled(tmp_path / "b", 3, at=LATER)))
    rewrite(tmp_path / "a", [one, other[1], three])
    assert [line for line, _ in whys(tmp_path / "a")] == [2, 3]


def test_a_line_that_says_the_same_in_another_form_is_seen_even_with_its_hash_made_anew(tmp_path: Path) -> None:
    plain = json.loads(next(iter(lines(filled(tmp_path, 1)))))
    plain.pop("hash")
    spaced = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(spaced.encode()).hexdigest()
    rewrite(tmp_path, [spaced.replace(', "n"', f', "hash": "{digest}", "n"').encode()])
    assert len(whys(tmp_path)) == 1
    good = json.dumps({**plain, "hash": ""}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    rewrite(
        tmp_path, [good.replace('"hash":""', f'"hash":"{hashlib.sha256(canonical.encode()).hexdigest()}" ').encode()]
    )
    assert whys(tmp_path) == [(1, "this line is not written as habeas writes it")]


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"null", b"\xff", b'{"n":1}', b"[" * 5000])
def test_a_line_that_is_none_is_seen(tmp_path: Path, line: bytes) -> None:
    one, two = lines(filled(tmp_path, 2))
    rewrite(tmp_path, [one, line, two])
    assert whys(tmp_path)[0] == (2, "this line cannot be read")
    rewrite(tmp_path, [line])
    with pytest.raises(JournalBroken, match="cannot be read"):
        Journal.open(tmp_path)


def test_a_changed_last_line_is_not_taken_for_a_torn_one(tmp_path: Path) -> None:
    one, two = lines(filled(tmp_path, 2))
    rewrite(tmp_path, [one, two[:-10]])
    with pytest.raises(JournalBroken):
        Journal.open(tmp_path)
    assert not list(tmp_path.glob("torn*"))


def test_progress_is_told_also_where_lines_are_broken(tmp_path: Path) -> None:
    rewrite(tmp_path, [b"x"] * 2500)
    told: list[int] = []
    assert len(verify(tmp_path, told.append).findings) == 2500
    assert told == [1000, 2000]


# -- accidents


@pytest.mark.parametrize("torn", [b'{"at":"2026-02', b"{", b"\0" * 700, b'{"at":"2026' + b"\0" * 300 + b'"}\n'])
def test_a_torn_last_line_is_set_aside_and_reported(tmp_path: Path, opened: Opened, torn: bytes) -> None:
    filled(tmp_path, 2)
    whole = file_of(tmp_path).read_bytes()
    file_of(tmp_path).write_bytes(whole + torn)
    journal = opened(tmp_path)
    assert journal.torn is not None
    assert journal.torn.name.startswith("torn-3-")
    assert journal.torn.read_bytes() == torn
    assert file_of(tmp_path).read_bytes() == whole
    journal.append("record", {}, by="ana", at=AT)
    assert (verify(tmp_path).lines, whys(tmp_path)) == (3, [])


def test_a_torn_line_is_not_an_operation_to_readers(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    with file_of(tmp_path).open("ab") as stream:
        stream.write(b'{"at":')
    assert (len(list(read(tmp_path))), tail(tmp_path)[0]) == (2, 2)
    assert (verify(tmp_path).torn, whys(tmp_path)) == (6, [])


def test_a_journal_of_which_only_a_torn_line_exists_begins_anew(tmp_path: Path, opened: Opened) -> None:
    file_of(tmp_path).write_bytes(b'{"at":')
    journal = opened(tmp_path)
    assert (journal.n, journal.torn is not None) == (0, True)
    assert journal.append("create", {}, by="ana", at=AT).operation.n == 1


class FullDisk:
    """A file that takes so many bytes more and then refuses, as a full disk does."""

    def __init__(self, stream: Any, room: int) -> None:
        self.stream, self.room = stream, room

    def write(self, content: bytes) -> int:
        taken = content[: min(self.room, 100)]
        if not taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(taken)
        return int(self.stream.write(taken))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@pytest.mark.parametrize("room", [0, 1, 99, 100, 250, 380, 700, 1000])
def test_a_full_disk_leaves_nothing_half_written_and_room_makes_it_work_again(
    tmp_path: Path, opened: Opened, room: int
) -> None:
    journal = opened(filled(tmp_path, 2))
    whole = file_of(tmp_path).read_bytes()
    journal._stream = disk = FullDisk(journal._stream, room)  # type: ignore[assignment]
    with pytest.raises(BadFile, match="No space left"):
        journal.append_many([("record", {"quote": "x" * 300}), ("record", {"quote": "y" * 300})], by="ana", at=LATER)
    assert file_of(tmp_path).read_bytes() == whole
    disk.room = 10_000
    assert journal.append("record", {}, by="ana", at=AT).operation.n == 3
    assert ([entry.operation.at for entry in read(tmp_path)], whys(tmp_path)) == ([AT] * 3, [])


def test_a_disk_that_does_not_confirm_has_recorded_nothing(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(filled(tmp_path, 2))

    def refuse(_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("habeas.storage.journal.writer.sync", refuse)
        for _ in range(2):
            with pytest.raises(BadFile, match="nothing was recorded"):
                journal.append("record", {}, by="ana", at=AT)
    assert verify(tmp_path).lines == 2
    journal.append("record", {}, by="ana", at=AT)
    assert (verify(tmp_path).lines, whys(tmp_path)) == (3, [])


def test_a_second_program_that_writes_without_the_lock_is_noticed(tmp_path: Path, opened: Opened) -> None:
    journal, other = opened(filled(tmp_path, 1)), opened(tmp_path)
    other.append("record", {}, by="ana", at=AT)
    with pytest.raises(JournalBroken, match="another program"):
        journal.append("record", {}, by="ana", at=AT)
    assert (verify(tmp_path).lines, whys(tmp_path)) == (2, [])


WRITER = """
    import sys
    from pathlib import Path
    from habeas.storage.journal.writer import Journal
    journal = Journal.open(Path(sys.argv[1]))
    while True:
        entries = journal.append_many([("record", {"quote": "x" * 900})] * 7, by="ana", at="2026-02-01T09:12:00.000Z")
        print(entries[-1].operation.n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_a_killed_program_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged = 0
    for round_ in range(1, 6):
        with running(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(round_ * 4):
                acknowledged = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read().split()
            acknowledged = int(rest[-1]) if rest else acknowledged
        Journal.open(tmp_path).close()
        assert (tail(tmp_path)[0] >= acknowledged, whys(tmp_path)) == (True, [])
