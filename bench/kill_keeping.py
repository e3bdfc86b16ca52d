"""Kills undo, backup, merge, erase, lock and others with kill -9 at any moment, and looks whether all of it happened or
none.

    python -m bench.kill_keeping                 20 kills of each
    python -m bench.kill_keeping --kills 3 --only merge

Each row of `PATHS` is a way in which a case is written: the command, and what is wrong with what it left. After a kill
the case (or the backup) is opened, which finishes what was decided, and is verified; then the command is given again,
and the case has to say what it says where nothing was killed. A bench of more kinds of faults takes its rows from here.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.builders import a_case, a_claim_form, a_form
from tests.two_laptops import content_of

from habeas.casefile import CaseFile
from habeas.storage.lockbox import OURS, is_locked, settle
from habeas.storage.signing import make_signing_key

RUN: Final = [sys.executable, "-c", "from habeas.cli.main import run; run()"]
WORDS: Final = "five words that nobody guesses"
SECRET: Final = b"quiroga"
ANA: Final = {"ana": {"is": "person:zulema-quiroga", "label": "Zulema Quiroga"}}


@dataclass(frozen=True, slots=True)
class WritePath:
    """A way to write: the command, in a room with `case`, `two` and `copy`; and what is wrong there, if anything."""

    command: tuple[str, ...]
    wrong_in: Callable[[Path], str]
    before: Callable[[Path], object] = lambda room: None


def _case_is_sound(room: Path) -> str:
    with CaseFile.open(room / "case"):
        pass
    damages = CaseFile.verify(room / "case", deep=True).damages
    return "; ".join(f"{damage.where}: {damage.why}" for damage in damages)


def _copy_is_sound(room: Path) -> str:
    again = room / "again"
    CaseFile.restore(again, room / "copy").close()
    damages = CaseFile.verify(again).damages
    shutil.rmtree(again)
    return "; ".join(damage.why for damage in damages)


def _erased_or_not(room: Path) -> str:
    wrong = _case_is_sound(room)
    with CaseFile.open(room / "case") as case:
        there = bool(case.find("Zulema Quiroga"))
    files = (path for path in (room / "case").rglob("*") if path.is_file())
    leaks = [] if there else [path.name for path in files if SECRET in path.read_bytes().lower()]
    return wrong or (f"half erased: {leaks}" if leaks else "")


def _whole_again(room: Path) -> str:
    """Wholly locked or wholly open; what is locked is opened to look."""
    settle(room / "case")
    if is_locked(room / "case"):
        more = {path.name for path in (room / "case").iterdir()} - OURS
        if more:
            return f"plain beside the locked case: {more}"
        CaseFile.unlock(room / "case", WORDS)
    return _case_is_sound(room)


def _change_settings(room: Path) -> None:
    path = room / "case" / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("documenter", "desk"), encoding="utf-8")


def _sound_but_settings(room: Path) -> str:
    CaseFile.put_back_settings(room / "case")
    return _case_is_sound(room)


WITH_WORDS: Final = ("--passphrase-file", "words", "--quiet")
PATHS: Final[Mapping[str, WritePath]] = {
    "undo": WritePath(("undo", "case", "--reason", "wrong"), _case_is_sound),
    "backup": WritePath(("backup", "case", "copy"), _copy_is_sound),
    "merge": WritePath(("merge", "case", "two"), _case_is_sound),
    "erase": WritePath(("erase", "case", "person:zulema-quiroga", "--reason", "danger", "--yes"), _erased_or_not),
    "lock": WritePath(("lock", "case", *WITH_WORDS), _whole_again),
    "unlock": WritePath(
        ("unlock", "case", *WITH_WORDS), _whole_again, lambda room: CaseFile.lock(room / "case", WORDS)
    ),
    "sign": WritePath(("sign", "case", "--key", "my.pem"), _case_is_sound),
    "package": WritePath(("package", "case", "packed"), _case_is_sound),
    "settings": WritePath(("settings", "case", "--accept", "--reason", "ours"), _sound_but_settings, _change_settings),
}


def prepare(room: Path) -> None:
    """A case, a copy that went its own way, and a backup that is behind."""
    room.mkdir()
    with a_case(room / "case") as case:
        case.record_form(a_form(a_claim_form(id="A0"), names=ANA), text="Zulema Quiroga is at Norte.")
    CaseFile.back_up(room / "case", room / "copy")
    (room / "words").write_text(WORDS, encoding="utf-8")
    make_signing_key(room / "my.pem")
    shutil.copytree(room / "case", room / "two")
    for folder, first in ((room / "two", 100), (room / "case", 200)):
        with CaseFile.open(folder, write=True) as case:
            claims = [a_claim_form("luis", id=f"B{n}", note=f"n{n}") for n in range(first, first + 40)]
            case.record_form(a_form(*claims, id=f"doc{first}"), text=f"text {first}")


def _run(room: Path, path: WritePath, after: float | None = None) -> float:
    """Give the command; kill it after so many seconds. Returns how long it took."""
    began = time.monotonic()
    with subprocess.Popen(
        [*RUN, *path.command], cwd=room, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
    return time.monotonic() - began


def _said(room: Path, name: str) -> str:
    if name == "backup":
        return (room / "copy" / "journal" / "operations.jsonl").read_text()
    with CaseFile.open(room / "case") as case:
        return content_of(case)


def kill_and_look(name: str, kills: int, seed: int = 0) -> list[str]:
    """Kill one command so often; returns what was wrong."""
    chance, path, wrong = random.Random(f"{name} {seed}"), PATHS[name], list[str]()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        prepare(whole)
        path.before(whole)
        pristine = Path(folder) / "pristine"
        shutil.copytree(whole, pristine)
        took = _run(whole, path)
        if why := path.wrong_in(whole):
            wrong.append(f"{name}, not killed: {why}")
        for number in range(kills):
            room = Path(folder) / str(number)
            shutil.copytree(pristine, room)
            _run(room, path, took * chance.uniform(0.3, 1.05))
            why = path.wrong_in(room)
            if not why and name in {"merge", "backup"}:
                _run(room, path)
                why = path.wrong_in(room) or ("" if _agree(room, whole, name) else "it says something else")
            if why:
                wrong.append(f"{name}, kill {number}: {why}")
            shutil.rmtree(room)
    return wrong


def _agree(room: Path, whole: Path, name: str) -> bool:
    return _said(room, name) == _said(whole, name)


def main() -> int:
    """Kill every command of the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--only", choices=sorted(PATHS))
    given = parser.parse_args()
    wrong = []
    for name in [given.only] if given.only else PATHS:
        found = kill_and_look(name, given.kills)
        print(f"{name}: {given.kills} kills, {len(found)} wrong", flush=True)
        wrong += found
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
