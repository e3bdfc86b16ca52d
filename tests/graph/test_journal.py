"""The journal keeps what was acknowledged, letter for letter, and says so when it does not."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.errors import BadFile, BadInput, JournalBroken
from habeas.journal import Journal, lines, read, read_at, tail, verify

AT = "2026-02-01T09:12:00.000Z"
LATER = "2026-02-02T09:12:00.000Z"


def filled(folder: Path, count: int = 5, *, at: str = AT) -> Path:
    journal = Journal.open(folder)
    for number in range(1, count + 1):
        journal.append("record", {"claim": f"N{number}", "quote": "«dijo» “que sí”\n"}, by="ana", at=at)
    journal.close()
    return folder


Opened = Callable[[Path], Journal]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Journals that are closed when the test is over."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(closing(Journal.open(folder)))


def file_of(folder: Path) -> Path:
    return folder / "operations.jsonl"


def rewrite(folder: Path, new: list[bytes]) -> None:
    file_of(folder).write_bytes(b"".join(line + b"\n" for line in new))


def whys(folder: Path) -> list[tuple[int, str]]:
    return [(fault.line, fault.why) for fault in verify(folder).findings]


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
    with pytest.raises(BadInput, match="half of one"):
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
    monkeypatch.setattr("habeas.journal.writing.sync", forced.append)
    assert len(journal.append_many([("record", {"n": n}) for n in range(500)], by="ana", at=AT)) == 500
    assert len(forced) == 1
    assert journal.append_many([], by="ana", at=AT) == []
    assert len(forced) == 1


def test_on_a_mac_the_cache_of_the_drive_is_emptied_too(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    mac = SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda handle, what: asked.append((handle, what)))
    monkeypatch.setattr("habeas.journal.writing.fcntl", mac)
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
    rewrite(tmp_path, list(lines(tmp_path))[:3])
    with pytest.raises(JournalBroken, match="shorter than it was"):
        list(read(tmp_path, start=end))


def test_an_empty_journal_is_one(tmp_path: Path) -> None:
    assert (list(read(tmp_path)), tail(tmp_path), verify(tmp_path).lines) == ([], (0, ""), 0)


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
        patch.setattr("habeas.journal.writing.sync", refuse)
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
    from habeas.journal import Journal
    journal = Journal.open(Path(sys.argv[1]))
    while True:
        entries = journal.append_many([("record", {"quote": "x" * 900})] * 7, by="ana", at="2026-02-01T09:12:00.000Z")
        print(entries[-1].operation.n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_a_killed_program_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged = 0
    for round_ in range(1, 6):
        with subprocess.Popen(
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
