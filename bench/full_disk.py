"""A full disk at every stage of every command: is it told truly, and does the same program go on when there is room?

Where this program may mount one, the disk is a small one in memory that is filled up to some bytes; otherwise no file
may grow beyond some size. Each is tried with more and more room, from none to enough.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from bench.children import child, ended, told_by_a_child
from bench.write_paths import WritePath
from habeas.errors import BadChoice, HabeasError, NotFound

KB = 1 << 10


class Limit(Protocol):
    """Sets how much room there is."""

    def __call__(self, *, full: bool) -> None: ...


ROOM = (0, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 4096)
"""Kilobytes that are left, one after the other."""
DISK = 96
"""Megabytes of the small disk."""


def full(path: WritePath, times: int, chance: random.Random, room: Path) -> Counter[str]:
    """Try one way of writing with each amount of room."""
    told: Counter[str] = Counter()
    ground = room / "ground"
    ground.mkdir()
    assert ended(child(lambda: path.before(ground))) == 0
    mounted = _mounted(room / "disk")
    for size in ROOM:
        here = room / "disk" / "here"
        shutil.copytree(ground, here)
        limit = _filled(room / "disk", size * KB) if mounted else _limited(size * KB)
        try:
            outcome = told_by_a_child(lambda limit=limit, here=here: _tried(path, here, limit))  # type: ignore[misc]
        except (RuntimeError, EOFError) as error:
            outcome = f"wrong: {error}"
        told["accidents"] += 1
        told[outcome.partition(":")[0]] += 1
        if outcome.startswith("wrong"):
            print(f"  {path.name}, {size} KB: {outcome}", flush=True)
        shutil.rmtree(here)
        (room / "disk" / "filling").unlink(missing_ok=True)
    if mounted:
        subprocess.run(["umount", str(room / "disk")], check=False)
    return told


def _tried(path: WritePath, here: Path, limit: Limit) -> str:
    """Write with the little room there is, then with enough, in one program."""
    limit(full=True)
    try:
        path.write(here)
        outcome, done = "done", True
    except HabeasError as error:
        outcome, done = ("told", False) if error.next else (f"wrong: no advice in {error}", False)
    except AssertionError:
        outcome, done = "told in part", False  # a report of what was recorded and what was not
    except BaseException:  # noqa: BLE001 whatever else reaches a user is wrong
        limit(full=False)
        return f"wrong: {traceback.format_exc(limit=-2)}"
    limit(full=False)
    try:
        if not done:
            _again(path, here)
        missing = path.missing(here)
    except HabeasError as error:
        return f"wrong: with room again: {type(error).__name__}: {error}"
    return f"wrong: missing {missing}" if missing else outcome


def _again(path: WritePath, here: Path) -> None:
    with suppress(BadChoice, NotFound, AssertionError):  # it was recorded after all, and says so
        path.write(here)


def _mounted(disk: Path) -> bool:
    disk.mkdir()
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(disk)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _filled(disk: Path, left: int) -> Limit:
    filling = disk / "filling"

    def limit(*, full: bool) -> None:
        filling.unlink(missing_ok=True)
        if full:
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            with filling.open("wb") as stream:
                os.posix_fallocate(stream.fileno(), 0, max(free - left, 1))

    return limit


def _limited(size: int) -> Limit:
    def limit(*, full: bool) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size if full else resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return limit
