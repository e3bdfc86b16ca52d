"""What the tests of packages share: commands as an expert runs them, and those that VERIFY.txt gives."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command as an expert runs it: in the folder, with a plain shell."""
    wanted = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    return subprocess.run(["sh", "-c", command], cwd=folder, env=wanted, capture_output=True, text=True, check=False)


def blocks(folder: Path) -> list[str]:
    """The blocks of commands in VERIFY.txt, in their order, English and Spanish."""
    text = (folder / "VERIFY.txt").read_text(encoding="utf-8")
    found = re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
    return ["".join(line[4:] for line in block.splitlines(keepends=True)) for block in found]
