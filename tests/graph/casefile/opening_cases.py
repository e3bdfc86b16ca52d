"""What test_casefile, test_caches start from."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import running

HOLDER = """
    import sys
    from habeas.casefile import CaseFile
    with CaseFile.open(sys.argv[1], write=sys.argv[2] == "write") as case:
        print("open", flush=True)
        sys.stdin.read()
"""


@contextmanager
def another_program(folder: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(folder), how]
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        yield program
