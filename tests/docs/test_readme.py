"""The README can be followed word for word: its links lead somewhere and its blocks run as they are printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.es.md")}
README = READMES["README.md"]
PAGES = [
    *(ROOT / name for name in READMES),
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("**/*.md")),
    *sorted(ROOT.glob("examples/*/README.md")),
]
SHELL = {name: re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for name, text in READMES.items()}
PYTHON = {name: re.findall(r"```python\n(.*?)```", text, re.DOTALL) for name, text in READMES.items()}
MADE = {
    "README.md": {"notes.yaml", "my-case", "people.gexf"},
    "README.es.md": {"notas.yaml", "mi-caso", "personas.gexf"},
}
TOLD = {
    "README.md": ["my-case is ready", "reportedly"],
    "README.es.md": ["mi-caso is ready", "a finales de febrero", "Comisaría 3"],
}
HABEAS = """#!/bin/sh
# serving takes any free port, so that tests can run side by side
[ "$1" != serve ] || set -- "$@" --port 0
exec {habeas} "$@"
"""
READY = "habeas is reading "


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files of the repository in a folder of their own, with what `make` installs already in place."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines():
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    here = Path(sys.executable).parent
    (programs / "habeas").write_text(HABEAS.format(habeas=shlex.quote(str(here / "habeas"))), encoding="utf-8")
    (programs / "habeas").chmod(0o755)
    (programs / "python").symlink_to(sys.executable)
    (programs / "activate").write_text(f'export PATH={shlex.quote(str(programs))}:"$PATH"\n', encoding="utf-8")
    for stamp in (".run", ".dev"):
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    """As in a new shell; the code of the copy is what runs, and make neither installs nor builds anything."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return ours | {"PYTHONPATH": f"{folder / 'graph'}:{folder / 'api'}", "PYTHON": "true"}


def lines_of(script: str, folder: Path) -> Iterator[str]:
    """What a shell prints that runs a block and stops at the first line that fails. Ctrl-C once it serves."""
    with subprocess.Popen(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=environment(folder),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as shell:
        assert shell.stdout is not None
        try:
            for line in shell.stdout:
                yield line
                if line.startswith(READY):
                    os.killpg(shell.pid, signal.SIGINT)
        finally:
            if shell.poll() is None:
                os.killpg(shell.pid, signal.SIGTERM)


def with_python(folder: Path, code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment(folder), check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("readme", READMES.values(), ids=READMES)
def test_what_the_readme_tells_to_make_can_be_made(readme: str) -> None:
    told = set(re.findall(r"\bmake ([a-z]+)((?: [A-Z]+=\w+)*)", readme))
    assert {("demo", ""), ("demo", " SERVE=no"), ("test", "")} <= told
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target, settings in told:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert all(re.search(rf"^{name} \?=", makefile, re.MULTILINE) for name in re.findall("[A-Z]+", settings))


def test_the_readme_has_a_block_to_try_it_and_a_block_to_begin_with() -> None:
    for blocks in SHELL.values():
        assert [block.split(maxsplit=2)[:2] for block in blocks] == [["make", "demo"], [".", ".venv/bin/activate"]]


def test_the_demo_runs_as_it_is_printed(clone: Path) -> None:
    demo, test = SHELL["README.md"][0].splitlines()
    printed = "".join(lines_of(demo, clone))
    assert "146" in demo
    assert all(f"{count} claims recorded, 0 already there, 0 refused" in printed for count in (86, 60))
    assert printed.index("Who was held, and where") < printed.index(READY)
    assert any("pytest" in line for line in lines_of(test.replace("make", "make --dry-run"), clone))


@pytest.mark.parametrize("name", READMES)
def test_the_first_five_minutes_run_as_they_are_printed(clone: Path, name: str) -> None:
    before = set(clone.iterdir())
    printed = "".join(lines_of(SHELL[name][1], clone))
    made = {path.name for path in set(clone.iterdir()) - before}
    assert READY in printed, printed
    assert made == MADE[name]
    told = [*TOLD[name], "person:ana-ruiz", "held, assumed", "contradictions", "1 row", "GEXF 1.3"]
    assert [words for words in told if words not in printed] == []
    assert with_python(clone, PYTHON[name][0]).count("ana-ruiz") == 1
