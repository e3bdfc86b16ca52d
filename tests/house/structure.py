"""The shape of the house in numbers: how many levels, how deep, how long, how often a name means two things.

`python -m tests.house.structure` prints them beside their targets. tests/house/test_structure.py holds each at its
ceiling: the target, or where that is not reached yet, what was measured last; a ceiling is only ever lowered.
"""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parents[2]
GENERATED: Final = {"graph/habeas/vocab.py"}
LATE_TABLES: Final = {"graph/habeas/cli/main.py", "graph/habeas/__init__.py", "graph/habeas/casefile/__init__.py"}
"""The table of commands, and what `habeas` and `habeas.casefile` export (docs/decisions/0110, 0405)."""
OPTIONAL: Final = {
    "babel",
    "convertdate",
    "docx",
    "hijridate",
    "httpx",
    "icalendar",
    "networkx",
    "numpy",
    "pandas",
    "rdflib",
    "typst",
}
"""Libraries that only one method needs, or that take long to import."""
WIDEST: Final = 120
IMPORTERS: Final = {"import_module", "__import__"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[str, ...]:
    """The Python files of the project that people write, as git knows them; new ones too, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return tuple(sorted(name for name in set(found) - GENERATED if (ROOT / name).is_file()))


@cache
def product() -> tuple[str, ...]:
    """The files of the library and of the service."""
    return tuple(name for name in tracked() if name.startswith(("graph/", "api/")))


@cache
def text_of(name: str) -> str:
    """What stands in a file."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(text_of(name))


# -- levels, loose modules, chains ---------------------------------------------------------------------------------


def levels() -> int:
    """Steps of the staircase that import-linter holds."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return max(len(each["layers"]) for each in contracts if each["type"] == "layers" and "habeas" in each["containers"])


def loose_modules() -> int:
    """Modules of the library that stand in no room."""
    return len([path for path in (ROOT / "graph" / "habeas").glob("*.py") if path.stem != "__init__"])


def module_of(name: str) -> str:
    """`graph/habeas/model/__init__.py` → `habeas.model`."""
    return ".".join(Path(name).with_suffix("").parts[1:]).removesuffix(".__init__")


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Module → the modules of the product it imports, as written (not the packages above them)."""
    known = {module_of(name) for name in product()} | {module_of(name) for name in GENERATED}
    found: dict[str, frozenset[str]] = dict.fromkeys(known, frozenset())
    for name in product():
        here = module_of(name)
        found[here] = frozenset(_imported(tree_of(name), known)) - {here}
    return found


def _imported(tree: ast.Module, known: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (part.name for part in node.names if part.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inside = [f"{node.module}.{part.name}" for part in node.names]
            yield from (name for name in inside if name in known)
            if any(name not in known for name in inside):
                yield node.module


def deepest_chain() -> list[str]:
    """The longest chain of modules in which each imports the next; a circle counts with all its modules."""
    graph = imports()
    circle = _circles(graph)
    longest: dict[str, list[str]] = {}

    def chain(module: str) -> list[str]:
        mine = circle[module]
        if mine[0] not in longest:
            below = [chain(after) for each in mine for after in graph[each] if circle[after] is not mine]
            longest[mine[0]] = [*mine, *max(below, key=len, default=[])]
        return longest[mine[0]]

    return max((chain(module) for module in graph), key=len)


def _circles(graph: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Module → the modules that import each other with it, itself included (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: dict[str, list[str]] = {}

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for after in sorted(graph[module]):
            if after not in index:
                visit(after)
            if after not in found:
                low[module] = min(low[module], low[after])
        if low[module] == index[module]:
            cut = stack.index(module)
            circle = stack[cut:]
            del stack[cut:]
            found.update(dict.fromkeys(circle, circle))

    for module in graph:
        if module not in index:
            visit(module)
    return found


def dynamic_imports() -> list[str]:
    """Places that import by a name in a string: all but the two tables, and libraries that are fetched when they are
    needed.
    """
    return [
        f"{name}:{node.lineno}"
        for name in product()
        if name not in LATE_TABLES
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in IMPORTERS
        and not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value in OPTIONAL)
    ]


PLAIN_ROOMS: Final = {"habeas.dates", "habeas.model"}
"""Rooms whose `__init__` exports nothing: a name is imported from the module that defines it (decision 140)."""


def imports_of_plain_rooms() -> list[str]:
    """Places that take a name from such a room itself, and not from one of its modules."""
    return [
        f"{name}:{node.lineno}"
        for name in tracked()
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.ImportFrom) and node.module in PLAIN_ROOMS
        if any(f"{node.module}.{part.name}" not in imports() for part in node.names)
    ]


# -- names and sizes -----------------------------------------------------------------------------------------------


def names_defined_twice() -> tuple[list[str], int]:
    """Names of classes and type aliases that two modules define, each for itself; and how many such names there are."""
    times = Counter(name for file in product() for name in {*_type_names(tree_of(file))})
    return sorted(name for name, many in times.items() if many > 1), len(times)


def _type_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(alias := node.targets[0], ast.Name) and _capwords(alias.id):
            yield alias.id


def _capwords(name: str) -> bool:
    return name.strip("_")[:1].isupper() and not name.isupper()


def functions_of(name: str) -> list[Function]:
    """Every function of a file, methods and inner ones too."""
    return [node for node in ast.walk(tree_of(name)) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Its lines, signature and docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


@cache
def function_lengths() -> list[int]:
    """The lengths of all functions of the product, sorted."""
    return sorted(length(function) for name in product() for function in functions_of(name))


@cache
def file_lengths() -> list[int]:
    """The lengths of all files of the product that have a line, sorted."""
    return sorted(lines for name in product() if (lines := len(text_of(name).splitlines())))


def wide_lines() -> int:
    """Lines of more than 120 columns, in every Python file of the project."""
    return sum(len(line) > WIDEST for name in tracked() for line in text_of(name).splitlines())


def unformatted() -> int:
    """Statements that the formatter is told to leave alone, in every Python file of the project."""
    marks = ("# fmt: " + "skip", "# fmt: " + "off")
    return sum(any(mark in line for mark in marks) for name in tracked() for line in text_of(name).splitlines())


# -- all of them ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """One number of the house: what was measured, what it should be at most, and the last number it may not exceed."""

    name: str
    measured: float
    target: float
    ceiling: float


def measures() -> list[Measure]:
    """Every number, as it is now."""
    twice, names = names_defined_twice()
    functions, files = function_lengths(), file_lengths()
    found = {
        "levels": levels(),
        "loose modules in graph/habeas": loose_modules(),
        "modules in the deepest import chain": len(deepest_chain()),
        "names of types defined in two modules, percent": round(100 * len(twice) / names, 1),
        "dynamic imports outside the table of commands": len(dynamic_imports()),
        "lines of the median file": median(files),
        "lines of the longest file": files[-1],
        "lines of the median function": median(functions),
        "lines of all functions but a tenth": functions[len(functions) * 9 // 10],
        "lines of the longest function": functions[-1],
        "lines over 120 columns": wide_lines(),
        "statements the formatter skips": unformatted(),
    }
    return [Measure(name, value, *LIMITS[name]) for name, value in found.items()]


LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    # what: its target, its ceiling
    "levels": (9, 9),
    "loose modules in graph/habeas": (4, 4),
    "modules in the deepest import chain": (20, 20),
    "names of types defined in two modules, percent": (3, 3),
    "dynamic imports outside the table of commands": (0, 0),
    "lines of the median file": (120, 130),
    "lines of the longest file": (300, 300),
    "lines of the median function": (8, 8),
    "lines of all functions but a tenth": (25, 25),
    "lines of the longest function": (50, 50),
    "lines over 120 columns": (0, 0),
    "statements the formatter skips": (0, 0),
}


def main() -> None:
    """Print them."""
    for each in measures():
        short = "" if each.measured <= each.target else f"   not yet (may be {each.ceiling:g} today)"
        print(f"{each.name:50} {each.measured:6g}   target {each.target:g}{short}")
    print(f"\n{len(product())} modules, {sum(file_lengths())} lines; the deepest chain:")
    print(" > ".join(deepest_chain()))


if __name__ == "__main__":
    main()
