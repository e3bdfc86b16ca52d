"""Programs that tests start: whatever becomes of the test, none is left running, and none keeps the test waiting."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

PATIENCE = 180
"""Seconds to wait for something that takes none on a quiet machine: other programs may keep this one busy. Only a test
that would fail waits for so long.
"""


@contextmanager
def running(command: Sequence[object], **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """A program until the block ends; then it is killed if it still runs."""
    with subprocess.Popen([str(part) for part in command], **how) as process:
        try:
            yield process
        finally:
            process.kill()
