"""A document is read in a process of its own: bounded, without a network, and ended when it takes too long."""

from __future__ import annotations

import sys

import pytest
from tests.graph.capture import files

from habeas.capture import process
from habeas.capture.process import CaptureLimits, read_in_process
from habeas.errors import BadFile


def test_a_document_comes_back_from_its_process_page_by_page() -> None:
    done: list[tuple[int, int]] = []
    found = read_in_process(files.a_pdf(files.LINES, ["Dos."]), progress=lambda at, of: done.append((at, of)))
    assert found.text.endswith("\fDos.") and done == [(0, 2), (1, 2)]


def test_what_is_refused_in_the_process_is_refused_here_in_the_same_words() -> None:
    with pytest.raises(BadFile, match="password"):
        read_in_process(files.a_pdf(files.LINES, encrypted=True))


def test_a_file_that_is_too_large_is_not_given_to_a_process() -> None:
    with pytest.raises(BadFile, match="are read at most"):
        read_in_process(b"x" * 2_000_000, CaptureLimits(most_bytes=1_000_000))


@pytest.mark.parametrize(
    ("program", "limits", "why"),
    [
        ("import time; time.sleep(60)", CaptureLimits(seconds=0.3), "takes longer than 0.3 seconds"),
        ("import os; os.abort()", CaptureLimits(), "the process that read this file ended"),
    ],
)
def test_a_process_that_hangs_or_dies_costs_nothing_but_its_file(
    monkeypatch: pytest.MonkeyPatch, program: str, limits: CaptureLimits, why: str
) -> None:
    monkeypatch.setattr(process, "WORKER", (sys.executable, "-c", program))
    with pytest.raises(BadFile, match=why):
        read_in_process(b"words", limits)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux alone")
def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(BadFile, match="more memory than it may"):
        read_in_process(b"a word " * 9_000_000, CaptureLimits(memory_mb=64))
