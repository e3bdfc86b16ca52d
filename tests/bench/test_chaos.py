"""The trials of accidents run, over one way of writing each; the long ones are `python -m bench.chaos`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").exists() or os.name == "nt", reason="it forks, and looks into /proc"
)


@pytest.mark.parametrize(
    "trial", [("cuts", "6", "--only", "capture"), ("kills", "2", "--only", "record"), ("flips", "4")]
)
def test_a_short_trial_finds_nothing_wrong(trial: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "bench.chaos", *trial]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (done.returncode, "wrong" in done.stdout) == (0, False), done.stdout + done.stderr
