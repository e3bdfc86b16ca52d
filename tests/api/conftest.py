"""The example case, made once, and servers over it that all tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.api.served import Served, copy_case, make_case, served


@pytest.fixture(scope="session")
def case_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case. Copy it before opening it for writing."""
    return make_case(tmp_path_factory.mktemp("example") / "case")


@pytest.fixture(scope="session")
def server(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that nobody writes to."""
    with served(copy_case(case_folder, tmp_path_factory.mktemp("read") / "case")) as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Served) -> Iterator[httpx.Client]:
    with server.client() as asking:
        yield asking


@pytest.fixture(scope="session")
def anybody(server: Served) -> Iterator[httpx.Client]:
    """Somebody without the token."""
    with server.public() as asking:
        yield asking


@pytest.fixture
def writable(case_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """A server over a case of its own."""
    with served(copy_case(case_folder, tmp_path / "case")) as running:
        yield running
