"""`python -m bench` runs every part to an end: what fails or takes too long is named, and the rest still runs."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest
from bench.__main__ import benches, run_all
from bench.yardstick import RunError, run


def test_every_part_can_be_loaded() -> None:
    assert all(callable(import_module(f"bench.bench_{name}").main) for name in benches())


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(RunError, match="not done in 1 s"):
        run([sys.executable, "-c", "import time; time.sleep(600)"], seconds=1)


def test_a_part_that_fails_is_named_and_the_others_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (failed,) = run_all(tmp_path, ["of_nothing", "start"], ["--small"], 60.0)
    assert failed.startswith("of_nothing failed: ")
    assert [path.name.partition("-")[0] for path in tmp_path.glob("*.json")] == ["bench_start"]
    assert "1 of 2: of_nothing … failed" in capsys.readouterr().err
