"""The house's budgets: short files, short functions, a docstring in every module, nothing of one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from tests.house.structure import tree_of as tree

ROOT = Path(__file__).parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 300, 50
GENERATED = {"graph/habeas/vocab.py"}
PROGRAM = ("graph/", "api/", "bench/", "ontology/", "docs/")
MACHINE = re.compile(r"(?<![\w.])/(work|home|root|farm|Users|mnt)/\w|[A-Z]:\\\\?Users\\")
HOSTS = ("pypi", "pythonhosted", "npmjs", "yarnpkg")
SETTINGS = ("-".join(("index", "url")), "_".join(("INDEX", "URL")))
REGISTRY = re.compile(rf"://[^\s\"')>]*({'|'.join(HOSTS)})|{'|'.join(SETTINGS)}")
"""Addresses of package registries, and the settings that name them; put together here so that this line is none."""
WORDS_OF_A_SENTENCE = 2


@cache
def tracked() -> list[str]:
    """The files of the project, as git knows them; new ones too, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted(name for name in found if (ROOT / name).is_file())


def modules(*starts: str) -> list[str]:
    return [name for name in tracked() if name.endswith(".py") and name.startswith(starts) and name not in GENERATED]


@cache
def functions(name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        name: n
        for name in modules(*PROGRAM, "tests/")
        if (n := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        f"{name}:{node.name}": size
        for name in modules(*PROGRAM)
        for node in functions(name)
        if (size := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_half_of_the_functions_are_eight_lines_or_shorter() -> None:
    sizes = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for name in modules("graph/", "api/")
        for node in functions(name)
    )
    assert sizes[len(sizes) // 2] <= 8, "the signature and the docstring count"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name in modules(*PROGRAM, "tests/")
        if not ast.get_docstring(tree(name)) and (ROOT / name).stat().st_size
    ]
    assert silent == []


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [name for name in modules("") if Path(name).stem in {"utils", "util", "helpers", "misc", "common"}] == []


def test_no_import_hides_from_the_layers() -> None:
    hidden = [
        name for name in modules("graph/", "api/") if "TYPE_CHECKING" in (ROOT / name).read_text(encoding="utf-8")
    ]
    inside = [
        f"{name}:{node.name}"
        for name in modules("graph/", "api/")
        for node in functions(name)
        if any(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.walk(node))
    ]
    assert hidden + inside == []


@pytest.mark.parametrize(
    "pattern", [MACHINE, REGISTRY], ids=["a path of this machine", "an address of a package registry"]
)
def test_nothing_in_the_project_names_one_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for name in tracked():
        if name == "tests/house/test_budgets.py":
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        found += [f"{name}:{number}" for number, line in enumerate(text.splitlines(), start=1) if pattern.search(line)]
    assert found == []


def test_names_of_tests_are_sentences() -> None:
    short = [
        f"{name}:{node.name}"
        for name in modules("tests/")
        if Path(name).name.startswith("test_")
        for node in functions(name)
        if node.name.startswith("test_") and len(node.name.split("_")) - 1 < WORDS_OF_A_SENTENCE
    ]
    assert short == []


def test_no_test_sleeps_or_leaves_the_machine() -> None:
    unwanted = {
        "sleep",
        "time.sleep",
        "urlopen",
        "urllib.request.urlopen",
        "requests.get",
        "requests.post",
        "httpx.get",
        "httpx.post",
    }
    calls = (
        (name, ast.unparse(node.func))
        for name in modules("tests/")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    )
    assert [f"{name}: {call}" for name, call in calls if call in unwanted] == []
