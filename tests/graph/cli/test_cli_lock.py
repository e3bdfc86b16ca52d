"""`habeas lock` and `unlock`, and what every other command says of a locked case."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.graph.shell import DESK, NPR, done, habeas, made

from habeas.cli.main import COMMANDS, load_command
from habeas.storage import age_stream
from habeas.storage.signing import make_signing_key

WORDS = "five words that nobody guesses"
DEMANDS: dict[str, tuple[str, ...]] = {
    "load": ("CASE", str(NPR)),
    "record": ("CASE", "--source", "a", "--claim", "a", "b", "c"),
    "withdraw": ("CASE", "X", "--reason", "r"),
    "supersede": ("CASE", "X", "--reason", "r"),
    "undo": ("CASE", "--reason", "r"),
    "judge": ("CASE", "a", "b", "same", "--reason", "r"),
    "decide": ("CASE",),
    "show": ("CASE", "a"),
    "query": ("CASE", "ASK {}"),
    "export": ("CASE", "OUT/x.gexf"),
    "dump": ("CASE", "OUT/x.nq"),
    "restore": ("OUT/new", "CASE"),
    "merge": ("CASE", "OUT/other"),
    "erase": ("CASE", "person:x", "--reason", "r", "--yes"),
    "backup": ("CASE", "OUT/copy"),
    "sign": ("CASE", "--key", "OUT/my.pem"),
    "stamp": ("CASE", "OUT/stamps"),
    "package": ("CASE", "OUT/package"),
    "link": ("CASE", "--at", DESK),
    "serve": ("CASE", "--port", "0"),
}
NO_CASE = {"demo", "init", "words", "lock", "completion"}


def demanded(name: str) -> tuple[str, ...]:
    """What a command is called with; one that is not in the table gets a file for each argument that it needs."""
    needed = [param for param in load_command(name).params if param.param_type_name == "argument" and param.required]
    return DEMANDS.get(name, ("CASE", *[str(NPR)] * (len(needed) - 1)))


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_stream, "WORK", 4)


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    folder = made(tmp_path / "case", NPR)
    done("lock", folder, "--passphrase-file", "-", "--quiet", input=f"{WORDS}\n")
    return folder


def test_what_a_lost_passphrase_means_is_said_before(tmp_path: Path) -> None:
    folder = made(tmp_path / "case", NPR)
    done("backup", folder, tmp_path / "copy")
    result = habeas("lock", folder, "--passphrase-file", "-", input="short\n")
    assert result.exit_code == 0, result.stderr
    said = result.stderr
    assert (
        said.index("nobody can open the case again") < said.index("This passphrase is short") < said.index("is locked")
    )
    assert f"not encrypted: {tmp_path / 'copy'}" in said.replace("\n", " ")
    assert "is open" in habeas("unlock", folder, "--passphrase-file", "-", input="short\r\n").stderr
    said = habeas("lock", folder, "--passphrase-file", "-", "--lang", "es", input="corta\n").stderr
    assert "Sin la frase de contraseña" in said and "quedó cerrado" in said


def test_nobody_to_ask_is_told_and_an_empty_passphrase_refused(tmp_path: Path, locked: Path) -> None:
    open_case = made(tmp_path / "open", NPR)
    for command, case in (("lock", open_case), ("unlock", locked)):
        result = habeas(command, case)
        assert result.exit_code == 2 and "--passphrase-file FILE, or - for standard input" in result.stderr
    result = habeas("lock", open_case, "--passphrase-file", "-", input="\n")
    assert result.exit_code == 2 and "the passphrase is empty" in result.stderr
    assert (open_case / "case.toml").exists()


def test_a_passphrase_comes_from_a_file_too_and_a_wrong_one_is_told(tmp_path: Path, locked: Path) -> None:
    words = tmp_path / "words"
    words.write_text(f"{WORDS}!\n", encoding="utf-8")
    result = habeas("unlock", locked, "--passphrase-file", words)
    assert result.exit_code == 2 and "this passphrase does not open it" in result.stderr
    words.write_text(f"{WORDS}\n", encoding="utf-8")
    done("unlock", locked, "--passphrase-file", words)
    assert "Nothing is damaged" in done("verify", locked)


def test_every_command_that_needs_a_case_says_that_it_is_locked(tmp_path: Path, locked: Path) -> None:
    make_signing_key(tmp_path / "my.pem")
    for name in COMMANDS.keys() - NO_CASE - {"unlock"}:
        asked = [part.replace("CASE", str(locked)).replace("OUT", str(tmp_path)) for part in demanded(name)]
        result = habeas(name, *asked, *{"stamp": [], "mcp": ["--share"]}.get(name, ["--quiet"]))
        told = " ".join(result.stderr.split())
        assert result.exit_code == 2, (name, result.output)
        assert "locked with a passphrase" in told and f"`habeas unlock {locked}` opens it" in told, (name, told)
    for name in ("init", "demo"):
        result = habeas(name, locked)
        assert result.exit_code == 2 and "already a case file, and it is locked" in " ".join(result.stderr.split()), (
            name
        )
    assert {path.name for path in locked.iterdir()} == {"locked-case.age", "LOCKED.txt", ".lock"}
