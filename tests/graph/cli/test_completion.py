"""`habeas completion`: the printed scripts, each in the shell that it is for."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.graph.shell import NPR, done, habeas, made

from habeas.cli.main import COMMANDS

Complete = Callable[[str], list[str]]
TABS = {
    "bash": """source {script}
words=({line}); COMP_WORDS=("${{words[@]}}"); COMP_CWORD=$((${{#words[@]}} - 1)); _habeas
printf '%s\\n' "${{COMPREPLY[@]}}"
""",
    "fish": "source {script}\ncomplete -C {whole}\n",
}
"""What a shell does when Tab is pressed at the end of a line."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("completion") / "case", NPR)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scripts")
    for shell in ("bash", "zsh", "fish"):
        (folder / shell).write_text(done("completion", shell), encoding="utf-8")
    program = folder / "habeas"
    program.write_text(
        f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -c 'from habeas.cli.entry import run; run()' \"$@\"\n"
    )
    program.chmod(0o755)
    return folder


def tab(shell: str, scripts: Path, line: str) -> list[str]:
    """What the shell offers for the last word of a line."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    text = TABS[shell].format(script=shlex.quote(str(scripts / shell)), line=line, whole=shlex.quote(line))
    plain = {"bash": ["--norc", "--noprofile"], "fish": ["--no-config"]}[shell]
    ended = subprocess.run(
        [program, *plain, "-c", text],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
    )
    assert ended.stderr == ""
    return [offered.partition("\t")[0] for offered in ended.stdout.splitlines() if offered]


def test_bash_completes_commands_options_and_codes(scripts: Path, case: Path) -> None:
    assert tab("bash", scripts, "habeas st") == ["status", "stamp"]
    assert tab("bash", scripts, f"habeas status {case} --kn") == ["--known"]
    assert tab("bash", scripts, f"habeas status {case} --lang ''") == ["en", "es"]
    assert tab("bash", scripts, f"habeas ask {case} held") == ["held-on"]
    assert tab("bash", scripts, f"habeas report {case} wg") == ["wgad", "wgeid"]


def test_bash_leaves_files_and_free_text_to_itself(scripts: Path, case: Path) -> None:
    assert tab("bash", scripts, f"habeas load {case} ''") == []
    assert tab("bash", scripts, f"habeas status {case} --on ''") == []
    assert "complete -o bashdefault -o default -F _habeas habeas" in (scripts / "bash").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("show {case} mar", ["María\\ Corina\\ Machado"]),
        ("show --lang es {case} 'juan\\ p'", ["Juan\\ Pablo\\ Guanipa"]),
        ("show {case} '\"Juan P'", ["Juan Pablo Guanipa"]),
        ("report {case} dossier edils", ["Edilson\\ Torres"]),
        ("status {case} --person edils", ["Edilson\\ Torres"]),
        ("show {case} nobody-of-that-name", []),
        ("show {case}-that-is-not-there mar", []),
    ],
)
def test_bash_completes_names_of_the_case(scripts: Path, case: Path, typed: str, offered: list[str]) -> None:
    assert tab("bash", scripts, "habeas " + typed.format(case=case)) == offered


def test_fish_completes_the_same(scripts: Path, case: Path) -> None:
    assert tab("fish", scripts, "habeas st") == ["stamp", "status"]
    assert tab("fish", scripts, f"habeas status {case} --kn") == ["--known"]
    assert "Edilson Torres" in tab("fish", scripts, f"habeas show {case} edils")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_script_is_read_by_its_shell_and_has_every_command(scripts: Path, shell: str) -> None:
    text = (scripts / shell).read_text(encoding="utf-8")
    assert all(name in text for name in COMMANDS)
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n", scripts / shell], check=True, capture_output=True)


def test_another_shell_is_bad_use() -> None:
    result = habeas("completion", "tcsh")
    assert result.exit_code == 2
    assert "“tcsh” is not a shell that is known here" in result.stderr


def test_a_name_that_a_terminal_obeys_is_not_offered(tmp_path: Path) -> None:
    form = tmp_path / "odd.yaml"
    form.write_text(
        "source: {id: report, title: Report, publisher: paper, language: en, date: 2026-01-01}\n"
        "names:\n"
        "  paper: {is: org:paper, label: Paper}\n"
        '  odd: {is: person:one, label: "Odd \\u202ename"}\n'
        "  fine: {is: person:two, label: Odd and fine}\n"
        "claims:\n- {claim: [odd, occupation, nurse], said-by: paper}\n"
        "- {claim: [fine, occupation, nurse], said-by: paper}\n",
        encoding="utf-8",
    )
    assert done("completion", "names", made(tmp_path / "case", form), "odd") == "Odd and fine\n"
