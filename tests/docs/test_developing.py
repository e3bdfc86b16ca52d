"""The pages for developers speak of what exists: every path, class and constant they name, every package of ours."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from tests.docs.made import stale

ROOT = Path(__file__).parents[2]
HOMES = (ROOT, ROOT / "graph" / "habeas", ROOT / "api" / "habeas_api")
PACKAGES = (ROOT / "graph" / "habeas", ROOT / "api" / "habeas_api")
PAGES = sorted((ROOT / "docs" / "developing").glob("*.md"))
FOLDER_OF_A_CASE = {"journal/", "sources/", "questions/", "store/", "quads/"}


def code_words(page: Path) -> set[str]:
    """What stands between backticks, outside of blocks of code."""
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"`([^`\n]+)`", prose))


def paths(page: Path) -> set[str]:
    """Files and folders of the repository that a page names."""
    looks_like_one = re.compile(r"[\w.-]+(/[\w.-]+)*(/|\.(py|ttl|toml|md|jsonld|txt|yaml))")
    return {word for word in code_words(page) if looks_like_one.fullmatch(word)} - FOLDER_OF_A_CASE


@cache
def defined() -> frozenset[str]:
    """Every class, function, method and constant of ours, and methods as Class.method."""
    found: set[str] = set()
    for path in (path for home in PACKAGES for path in home.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            if isinstance(node, ast.AnnAssign | ast.Assign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    missing = {name for name in paths(page) if not any((home / name).exists() for home in HOMES)}
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_class_and_constant_that_a_page_names_exists(page: Path) -> None:
    names = {word for word in code_words(page) - paths(page) if re.fullmatch(r"[A-Z]\w+(\.\w+)?", word)}
    of_others = {word for word in names if word.startswith("HABEAS_") or word in {"DEVNULL", "None"}}
    assert names - of_others - defined() == set()


def test_every_package_has_its_paragraph() -> None:
    page = (ROOT / "docs" / "developing" / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"^\* \*\*`([\w/]+)/`\*\*", page, re.MULTILINE)
    packages = [path.parent.name for home in PACKAGES for path in sorted(home.glob("*/__init__.py"))]
    assert sorted(told) == sorted(packages)


def test_every_inner_package_is_named() -> None:
    page = code_words(ROOT / "docs" / "developing" / "architecture.md")
    inner = {
        f"{path.parent.relative_to(home).as_posix()}/" for home in PACKAGES for path in home.glob("*/*/__init__.py")
    }
    named = {word for word in page if word.endswith("/")}
    assert inner - named == set()


def test_every_environment_variable_of_the_tests_is_explained() -> None:
    page = (ROOT / "docs" / "developing" / "working.md").read_text(encoding="utf-8")
    files = [*(ROOT / "tests").rglob("*.py"), ROOT / "hatch_build.py"]
    used = {name for path in files for name in re.findall(r"environ\S*\(?\[?\"(HABEAS_\w+)\"", path.read_text("utf-8"))}
    assert {name for name in used if name not in page} - {"HABEAS_RECORDER", "HABEAS_FORMAT", "HABEAS_LANG"} == set()


def test_every_path_in_a_picture_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "developing").glob("pictures/*.svg")]
    words = {word for text in texts for word in re.findall(r"[\w-]+(?:/[\w-]+)+\.py", text)}
    assert words
    assert {word for word in words if not any((home / word).exists() for home in HOMES)} == set()


def test_the_pictures_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert stale("make_diagrams.py", capsys) == ""
