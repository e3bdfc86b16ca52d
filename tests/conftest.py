"""What many tests start from: an empty case, and the example already loaded once for all.

Also what the machine must not decide: whether Ctrl-C reaches the programs that tests start (a shell that runs the tests
in the background tells them to ignore it), whether each of these programs has to be compiled again, and how long its
disk takes to force a file down: cases are made in memory where the system keeps a folder for that.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import (
    effort,  # noqa: F401 how much hypothesis tries
    prepared,
)
from tests.builders import Clock, the_example

from habeas.casefile import CaseFile

COMPILED = "compiled"
"""The folder within pytest's cache for compiled modules, where the machine wants none beside the code."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108 every test makes a folder of its own in it, for this user only
ROOM = 2 << 30
"""Bytes that must be free there, and of memory; a whole run needs a small part of it."""


def pytest_configure(config: pytest.Config) -> None:
    """Ctrl-C as it is in a terminal; compiled modules are kept."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    cache: pytest.Cache | None = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        folder = str(cache.mkdir(COMPILED))
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
    if "TMPDIR" not in os.environ and _is_roomy(IN_MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def pytest_unconfigure() -> None:
    """The cases that were copied are not needed any more."""
    prepared.clear()


def _is_roomy(folder: Path) -> bool:
    if not hasattr(os, "statvfs") or not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return False
    found = os.statvfs(folder)
    memory = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return not found.f_flag & os.ST_NOEXEC and min(found.f_bavail * found.f_frsize, memory) >= ROOM


@pytest.fixture
def clock() -> Clock:
    """A clock at 09:00 that moves only when a test sets it."""
    return Clock()


@pytest.fixture
def case(tmp_path: Path, clock: Clock) -> Iterator[CaseFile]:
    """An empty case, open for writing."""
    with CaseFile.create(tmp_path / "case", clock=clock) as made:
        yield made


@pytest.fixture(scope="session")
def example_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example, loaded and closed. Never write into it: `example_folder` is a copy."""
    folder = tmp_path_factory.mktemp("example") / "case"
    the_example(folder).close()
    return folder


@pytest.fixture
def example_folder(example_once: Path, tmp_path: Path) -> Path:
    """A copy of the loaded example, closed."""
    return Path(shutil.copytree(example_once, tmp_path / "example"))


@pytest.fixture
def example(example_folder: Path, clock: Clock) -> Iterator[CaseFile]:
    """A copy of the loaded example, open for writing."""
    with CaseFile.open(example_folder, write=True, clock=clock) as opened:
        yield opened
