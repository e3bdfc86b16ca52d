"""Accidents over every way of writing: is what was acknowledged there, and is every wrong answer told?

    python -m bench.chaos kills 300    a child that writes is killed with kill -9 at any moment
    python -m bench.chaos cuts 500     the power goes; what was not forced to the disk is gone, bytes and names
    python -m bench.chaos flips 500    a byte of any file of a case changes, or its end is cut off
    python -m bench.chaos full         the disk is full at every stage of every command

What is written is the table in `bench.write_paths`. `--only NAME` takes one row of it, `--seed N` another course of
chance. Each prints one line for each row and a sum; the exit status is 1 when anything was lost, half, or wrong and
not told.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import flips, full_disk
from bench.children import child, ended, told_by_a_child
from bench.power import Recorder, drop_views, lay_out
from bench.write_paths import CASE, PATHS, WritePath
from habeas.casefile import CaseFile
from habeas.errors import HabeasError

IN_MEMORY = Path("/dev/shm")  # noqa: S108 forcing to the disk costs nothing there
DEEP_EVERY = 10


def prepared(path: WritePath, room: Path, templates: Path) -> None:
    """Lay the ground of a path; it is laid once and copied."""
    template = templates / path.before.__name__
    if not template.exists():
        made = templates / "being made"
        made.mkdir()
        assert ended(child(lambda: path.before(made))) == 0
        made.rename(template)
    shutil.copytree(template, room, symlinks=True)


# -- what is there afterwards


def problems(path: WritePath, room: Path, *, acknowledged: bool, deep: bool) -> list[str]:
    """What is wrong after an accident: something acknowledged that is missing, or anything that is half."""
    found: list[str] = []
    try:
        missing = path.missing(room)
    except HabeasError as error:
        missing = [f"{type(error).__name__}: {error}"]  # of what was not acknowledged, it is told that it is not whole
    found.extend(what for what in missing if what.startswith("lost:"))
    if acknowledged:
        found.extend(f"acknowledged, and missing: {what}" for what in missing)
    for folder in (room / CASE, room / "deep" / "restored"):
        if (folder / "case.toml").exists():
            with CaseFile.open(folder, write=True):
                pass
            found.extend(
                f"damaged: {one.where}: {one.why}"
                for one in CaseFile.verify(folder, deep=deep).damages
                if one.where != "case.toml" or path.name != "settings"
            )
    if (room / CASE / "case.toml").exists():  # without it, the next `init` takes all of it away
        found.extend(f"left: {left.name}" for left in (room / CASE).rglob(".habeas-*"))
    return found


# -- kills


def kills(path: WritePath, times: int, chance: random.Random, room: Path) -> Counter[str]:
    """Kill a child that writes, at moments spread over the time that it takes."""
    told: Counter[str] = Counter()
    templates = room / "templates"
    templates.mkdir(exist_ok=True)
    took = 0.0
    for number in range(times + 1):
        here = room / str(number)
        prepared(path, here, templates)
        done = here / "done"

        def work(here: Path = here, done: Path = done) -> None:
            path.write(here)
            done.touch()

        begun = time.monotonic()
        pid = child(work)
        if number == 0:  # how long it takes when it is left alone
            assert ended(pid) == 0, path.name
            took = time.monotonic() - begun
        else:
            time.sleep(chance.random() * took)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            ended(pid)
            acknowledged = done.exists()
            deep = number % DEEP_EVERY == 0
            wrong = told_by_a_child(
                lambda here=here, acknowledged=acknowledged, deep=deep: problems(  # type: ignore[misc]
                    path, here, acknowledged=acknowledged, deep=deep
                )
            )
            _count(told, path, wrong, "after it was acknowledged" if acknowledged else "before")
        shutil.rmtree(here)
    return told


def _count(told: Counter[str], path: WritePath, wrong: list[str], when: str) -> None:
    told["accidents"] += 1
    told[when] += 1
    if wrong:
        told["wrong"] += 1
        print(f"  {path.name}: {'; '.join(wrong)}", flush=True)


# -- power cuts


def cuts(path: WritePath, times: int, chance: random.Random, room: Path) -> Counter[str]:
    """Record one course of writing, and let the power go at each moment of it, in several ways."""
    templates, told = room / "templates", Counter[str]()
    templates.mkdir(exist_ok=True)
    prepared(path, room / "here", templates)
    for last, wrong in told_by_a_child(lambda: list(_cut(path, times, chance, room))):
        _count(told, path, wrong, "after it was acknowledged" if last else "before")
    return told


def _cut(path: WritePath, times: int, chance: random.Random, room: Path) -> Iterator[tuple[bool, list[str]]]:
    here, after = room / "here", room / "after"
    recorder = Recorder(here)
    with recorder.recording():
        path.write(here)
    last = len(recorder.cuts) - 1
    for number in range(times):
        at = last if number % 3 == 0 else chance.randint(0, last)
        lay_out(recorder.cuts[at], here, after, None if number % 2 == 0 else chance)
        drop_views(after / CASE)
        yield at == last, problems(path, after, acknowledged=at == last, deep=False)
        shutil.rmtree(after)


# -- all rows


@contextmanager
def _room() -> Iterator[Path]:
    with TemporaryDirectory(prefix="habeas-chaos-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        yield Path(name)


def run(
    trial: Callable[[WritePath, int, random.Random, Path], Counter[str]], times: int, seed: int, only: str
) -> Counter[str]:
    """Try every row of the table, the accidents spread over them."""
    rows = [path for path in PATHS if only in ("", path.name)]
    total: Counter[str] = Counter()
    for number, path in enumerate(rows):
        share = times // len(rows) + (number < times % len(rows))
        with _room() as room:
            told = trial(path, share, random.Random(f"{seed} {path.name}"), room)
        print(f"{path.name:24}{', '.join(f'{n} {what}' for what, n in sorted(told.items()))}", flush=True)
        total += told
    return total


def main() -> int:
    """Run one trial, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("trial", choices=["kills", "cuts", "flips", "full"])
    parser.add_argument("times", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    if given.trial == "flips":
        with _room() as room:
            total = flips.flips(given.times, random.Random(given.seed), room)
    elif given.trial == "full":
        total = run(full_disk.full, 0, given.seed, given.only)
    else:
        total = run({"kills": kills, "cuts": cuts}[given.trial], given.times, given.seed, given.only)
    print(f"{given.trial}: " + ", ".join(f"{n:,} {what}" for what, n in sorted(total.items())))
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
