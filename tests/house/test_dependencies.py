"""What the code imports is declared, pinned and explained; the licence is the text it claims to be."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.house.structure import tree_of

import habeas

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
OURS = {"habeas", "habeas_api", "tests", "bench"}
APACHE_2_0 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""SHA-256 of the licence as the Apache Software Foundation publishes it."""
SHIPPED = (PROJECT["dependencies"], *(wanted for extra, wanted in EXTRAS.items() if extra != "dev"))
FOR_WORK = (*SHIPPED, EXTRAS["dev"], PYPROJECT["build-system"]["requires"])
ROOMS = {"graph": SHIPPED, "api": SHIPPED, **dict.fromkeys(("tests", "docs", "bench", "ontology"), FOR_WORK)}


def names(*lists: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for wanted in lists for line in wanted}


@cache
def distributions() -> dict[str, list[str]]:
    """Which distribution brings which importable name, as installed."""
    return {
        name: [canonicalize_name(one) for one in found] for name, found in metadata.packages_distributions().items()
    }


def imported(room: str) -> dict[str, str]:
    """Every outside package that a file of a room imports, and one file that does."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(tree_of(path.relative_to(ROOT).as_posix())):
            found |= dict.fromkeys(modules(node), path.relative_to(ROOT).as_posix())
    ours = OURS | sys.stdlib_module_names | {path.stem for path in (ROOT / room).glob("*.py")}
    return {name: path for name, path in found.items() if name not in ours}


def modules(node: ast.AST) -> set[str]:
    """The first part of each name that a statement imports, or that is given to import_module or importorskip."""
    match node:
        case ast.Import():
            return {alias.name.partition(".")[0] for alias in node.names}
        case ast.ImportFrom(module=str(name), level=0):
            return {name.partition(".")[0]}
        case ast.Call(func=ast.Name(id=call) | ast.Attribute(attr=call), args=[ast.Constant(value=str(name)), *_]):
            return {name.partition(".")[0]} if call in {"import_module", "importorskip"} else set()
    return set()


def reached(wanted: set[str]) -> set[str]:
    """The distributions that installing these brings here, by their installed metadata."""
    found: set[str] = set()
    queue = [Requirement(name) for name in sorted(wanted)]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        found.add(name)
        for line in metadata.requires(name) or []:
            needed = Requirement(line)
            if applies(needed, requirement.extras) and canonicalize_name(needed.name) not in found:
                queue.append(needed)
    return found


def applies(needed: Requirement, extras: set[str]) -> bool:
    """Whether a requirement holds on this machine, for a package wanted with these extras."""
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *extras})


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_imported_package_is_declared(room: str) -> None:
    declared = names(*ROOMS[room])
    undeclared = {
        name: path for name, path in imported(room).items() if not declared & set(distributions().get(name, [name]))
    }
    assert undeclared == {}


def test_constraints_pin_everything_that_is_installed_for_work() -> None:
    installed = (PROJECT["dependencies"], EXTRAS["dev"])  # of the extras, dev has what tests need; ocr is too large
    declared = {str(Requirement(line)) for lines in installed for line in lines}
    here = {line for line in declared if applies(Requirement(line), set())}
    assert reached({Requirement(line).name for line in here}) - set(pins()) == set()


def test_constraints_are_exact_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    outdated = {
        line: pin
        for lines in FOR_WORK
        for line in lines
        if (pin := pins().get(canonicalize_name(Requirement(line).name))) and pin not in Requirement(line).specifier
    }
    assert outdated == {}


def test_every_declared_package_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {
        canonicalize_name(name) for row in re.findall(r"^\| ([^|]+) \|", page, re.M) for name in row.split(", ")
    }
    assert names(*FOR_WORK) - explained == set()


def test_the_licence_is_the_unmodified_text_and_is_declared() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2_0
    assert (PROJECT["license"], PROJECT["license-files"]) == ("Apache-2.0", ["LICENSE"])


def test_the_version_is_written_the_same_in_both_places() -> None:
    assert PROJECT["version"] == habeas.__version__
