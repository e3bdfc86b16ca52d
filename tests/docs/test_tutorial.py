"""The tutorial can be followed word for word, in both languages: each block runs, and says what the page says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIALS = ("docs/tutorial.md", "docs/es/tutorial.md")
DOSSIER = {"docs/tutorial.md": "was taken to police station 3", "docs/es/tutorial.md": "la llevaron a la comisaría 3"}


def blocks(page: Path) -> list[tuple[str, list[str]]]:
    """Each shell block, with the lines that it says after it."""
    found = list[tuple[str, list[str]]]()
    for kind, text in re.findall(r"```(sh|text)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        if kind == "sh":
            found.append((text, []))
        else:
            found[-1][1].extend(text.splitlines())
    return found


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_tutorial_says_what_happens(name: str, tmp_path: Path) -> None:
    habeas = shlex.quote(str(Path(sys.executable).with_name("habeas")))
    search = {"PYTHONPATH": f"{ROOT / 'graph'}:{ROOT / 'api'}"}
    for script, told in blocks(ROOT / name):
        done = subprocess.run(
            # its findings end `habeas check` with 1 where claims contradict each other
            ["bash", "-c", f'habeas() {{ {habeas} "$@" || [ $? = 1 ]; }}\nset -e\n{script}'],
            cwd=tmp_path,
            env=os.environ | search,
            capture_output=True,
            text=True,
            check=False,
        )
        printed = " ".join((done.stdout + done.stderr).split())
        assert done.returncode == 0, printed
        assert [line for line in told if " ".join(line.split()) not in printed] == [], printed
    assert DOSSIER[name] in (tmp_path / "ana-ruiz.html").read_text(encoding="utf-8")


def test_both_tutorials_have_the_same_steps() -> None:
    steps = [
        re.findall(r"^habeas (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE) for name in TUTORIALS
    ]
    assert steps[0] == steps[1]
    assert {"init", "load", "status", "check", "decide", "report", "verify", "backup"} <= {*steps[0]}
