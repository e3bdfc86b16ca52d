"""An error speaks the words of the door it came through: options and commands in the shell, parameters over HTTP.

Texts outside `cli/` are for everybody; what only the shell says stands in a `Phrase`. So no answer over HTTP can name
an option or a command, whatever went wrong (test_error_shape.py has the answers themselves).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.graph.shell import habeas

import habeas as library
import habeas_api
from habeas.cli.main import COMMANDS
from habeas.errors import BadChoice, Phrase, in_shell, option, with_options

OF_THE_SHELL = re.compile(rf"(?<![\w!`<-])--[a-z][a-z-]+|\bhabeas ({'|'.join(COMMANDS)})\b")
OF_HTTP = re.compile(r"[?&][a-z-]+=|\bparameter |/api/")
LIBRARY, SERVICE = Path(library.__file__).parent, Path(habeas_api.__file__).parent
SHELL = LIBRARY / "cli"
LEFT_OUT = {LIBRARY / part for part in ("vocab.py", "drafts/remarks.py", "formats/write/neo4j.py")}
"""The vocabulary; what is asked and remarked while a list is read, in two languages, which the shell alone does;
and the command of another program, packed beside its tables."""


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts in a module that may be shown: no docstrings, and not what a Phrase has for the shell."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else ():
            if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                left_out.add(one.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase":
            left_out.update(inner for argument in node.args[1:] for inner in ast.walk(argument))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.lineno, node.value


def found(folder: Path, wrong: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(folder)}, line {line}: {text}"
        for path in sorted(folder.rglob("*.py"))
        if path not in LEFT_OUT and (folder is SHELL or SHELL not in path.parents)
        for line, text in texts(path)
        if wrong.search(text) and "THIS-FOLDER" not in text  # the note in a locked folder, for whoever finds it
    ]


@pytest.mark.parametrize("folder", [LIBRARY, SERVICE], ids=["library", "service"])
def test_no_text_that_everybody_may_read_names_an_option_or_a_command(folder: Path) -> None:
    assert found(folder, OF_THE_SHELL) == []


def test_no_text_of_the_shell_names_a_parameter_or_an_address() -> None:
    """But `serve`, and `link`, which print addresses to open."""
    assert [text for text in found(SHELL, OF_HTTP) if not text.startswith(("serve.py", "access.py"))] == []


def test_a_phrase_is_plain_for_everybody_and_the_shell_has_its_own() -> None:
    advice = with_options("Narrow it with {from} or {min-sources}.")
    assert (advice, in_shell(advice)) == (
        "Narrow it with from or min-sources.",
        "Narrow it with --from or --min-sources.",
    )
    error = BadChoice(where=option("types"), why="it is empty", next=advice)
    assert str(error) == "types: it is empty\nNarrow it with from or min-sources."
    assert (in_shell(error.at("").next), in_shell(f"{advice}!")) == (in_shell(advice), f"{advice}!")
    assert isinstance(error.where, Phrase)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "OUT", "--types", "foo"], ["--types:", "is not one of its values"]),
        (["export", "OUT", "--from", "2026-02-01", "--to", "2026-01-01"], ["--from:", "the earlier day with --from"]),
        (["export", "OUT", "--view", "ego"], ["--ego NAME"]),
        (["export", "OUT", "--min-sources", "0"], ["--min-sources"]),
        (["withdraw", "nothing", "--reason", "x"], ["`habeas history CASE`"]),
        (["judge", "person:enrique-marquez", "person:juan-pablo-guanipa", "same"], ["--reason:", "--reason 'same age"]),
        (["decide", "nothing", "explained", "--reason", "x"], ["`habeas check CASE`"]),
        (["show", "zzzzzzzz"], ["`habeas query`"]),
    ],
)
def test_the_shell_speaks_of_its_options_and_commands(
    example_folder: Path, tmp_path: Path, arguments: list[str], told: list[str]
) -> None:
    command, *rest = [str(tmp_path / "out.gexf") if word == "OUT" else word for word in arguments]
    done = habeas(command, example_folder, *rest)
    assert done.exit_code == 2
    assert all(words in done.stderr for words in told), done.stderr
    assert not OF_HTTP.search(done.stderr)
