"""What many tests start from: an empty case, and the example already loaded once for all.

Also what the machine must not decide: whether Ctrl-C reaches the programs that tests start (a shell that runs the tests
in the background tells them to ignore it), and whether each of these programs has to be compiled again.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import effort  # noqa: F401 how much hypothesis tries
from tests.builders import Clock, the_example

from habeas.casefile import CaseFile

COMPILED = "compiled"
"""The folder within pytest's cache for compiled modules, where the machine wants none beside the code."""


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
