"""Kills a large load with kill -9 at any moment, and looks whether all of it is there or nothing.

    python -m bench.kill_load                20 kills
    python -m bench.kill_load --kills 5      a short look

The case has some claims already. The file is appended to the journal in many parts, then the views are made again, or
brought up with `--small`, where the file is the smaller part of the case. After each kill the case is opened, which
finishes or takes back what was begun; `verify --deep` must find nothing; and the file is loaded again, after which the
case has to hold what it holds where nothing was killed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.make_case import write_case
from habeas.casefile import CaseFile

PEOPLE, PART = 20, 25
"""People held in the file, and operations appended at once."""
CHILD = """
import sys
from habeas.casefile import CaseFile, loading
loading.CHUNK = {part}
with CaseFile.open(sys.argv[1], write=True) as case:
    case.load(sys.argv[2])
"""


class Half(SystemExit):
    """A part of a load is there, or the case is damaged."""


def state_of(case: Path) -> tuple[int, dict[str, int], bytes]:
    """Lines of the journal, claims by status, and every quad."""
    with CaseFile.open(case) as opened:
        quads = b"".join(sorted(opened.views.store.to_nquads().splitlines(keepends=True)))
        without = (line for line in quads.splitlines() if b"journalHead" not in line and b"recordedAt" not in line)
        return opened.operations, opened.views.index.count(), b"\n".join(without)


def load(case: Path, form: Path, *, kill_after: float | None = None) -> float:
    """Load a form in a process of its own; returns the seconds it took, or was let live."""
    start = time.monotonic()
    command = [sys.executable, "-c", CHILD.format(part=PART), str(case), str(form)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1]) as child:
        if kill_after is not None:
            try:
                child.wait(kill_after)
            except subprocess.TimeoutExpired:
                child.kill()
        child.wait()
    return time.monotonic() - start


def kill_and_look(room: Path, *, kills: int, seed: int, small: bool) -> tuple[int, int]:
    """Kill and look, so many times; how often nothing was there and how often all. Raises Half."""
    first, second = room / "first.jsonl", room / "second.jsonl"
    write_case(first, people=PEOPLE * (3 if small else 1) // 2, seed=1)
    write_case(second, people=PEOPLE, seed=2)
    base = room / "base"
    with CaseFile.create(base) as case:
        case.load(first)
    whole = room / "whole"
    shutil.copytree(base, whole)
    before, took = state_of(base), load(whole, second)
    after = state_of(whole)
    chance, found = random.Random(seed), [0, 0]
    for number in range(1, kills + 1):
        case_folder = room / "case"
        shutil.copytree(base, case_folder)
        load(case_folder, second, kill_after=took * chance.random())
        now = state_of(case_folder)
        if now not in (before, after):
            raise Half(f"kill {number}: {now[:2]} where {before[:2]} or {after[:2]} were expected")
        found[now == after] += 1
        if not (verified := CaseFile.verify(case_folder, deep=True)).ok:
            raise Half(f"kill {number}: damaged: {verified.damages}")
        load(case_folder, second)
        if state_of(case_folder) != after:
            raise Half(f"kill {number}: loaded again, it is another case")
        shutil.rmtree(case_folder)
    return found[0], found[1]


def main() -> int:
    """Run, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.kill_load", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--small", action="store_true", help="the file is the smaller part of the case")
    given = parser.parse_args()
    with TemporaryDirectory() as room:
        nothing, whole = kill_and_look(Path(room), kills=given.kills, seed=given.seed, small=given.small)
    print(f"killed {given.kills} times: {nothing} times nothing of the file was there, {whole} times all; never a part")
    return 0


if __name__ == "__main__":
    sys.exit(main())
