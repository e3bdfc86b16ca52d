"""The programs of docs/ that make its pages, run in this process: each loads most of habeas, which is loaded here."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def stale(program: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `python docs/PROGRAM --check` says where pages are not as they should be; empty where they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS)
        patch.delenv("COLUMNS", raising=False)
        status = runpy.run_path(str(DOCS / program))["main"](["--check"])
    said = "".join(capsys.readouterr())
    return f"{status}: {said}" if status else ""
