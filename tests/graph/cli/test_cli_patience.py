"""A query in the shell can be bounded, and ended with Ctrl-C while the engine thinks."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from time import monotonic

import pytest
from tests.graph.shell import NPR, RUN, habeas, made
from tests.processes import PATIENCE, running

BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIGINT_BIT = 1 << (signal.SIGINT - 1)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("patience") / "case", NPR)


def test_a_query_that_takes_longer_than_its_seconds_ends_with_a_message(case: Path) -> None:
    command = [*RUN, "query", str(case), BOMB, "--seconds", "0.5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("habeas: the query took longer than 0.5 seconds\n  Ask for less")


@pytest.mark.parametrize("command", [("query", "ASK {}"), ("ask", "died")])
def test_one_that_is_quick_enough_is_answered(case: Path, command: tuple[str, str]) -> None:
    name, what = command
    before = signal.getsignal(signal.SIGINT)
    assert habeas(name, case, what, "--seconds", "30").exit_code == 0
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_ctrl_c_ends_a_query_while_the_engine_thinks(case: Path) -> None:
    with running([*RUN, "query", case, BOMB], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert _leaves_ctrl_c_to_the_system(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == -signal.SIGINT
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def _leaves_ctrl_c_to_the_system(pid: int, seconds: float = PATIENCE) -> bool:
    """True once the process catches Ctrl-C no more, as it did when Python started."""
    end, caught_once = monotonic() + seconds, False
    while monotonic() < end:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        caught = bool(int(next(line for line in lines if line.startswith("SigCgt:")).split()[1], 16) & SIGINT_BIT)
        if caught_once and not caught:
            return True
        caught_once = caught_once or caught
    return False
