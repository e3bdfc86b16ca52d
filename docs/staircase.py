"""The staircase of the packages as a picture: read from pyproject.toml and from the first lines of the packages."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Final

from diagram import Diagram

ROOT: Final = Path(__file__).parent.parent
STEP: Final = 64
LETTER: Final = 6.9
"""About how wide a letter of a small line is."""
GENERATED: Final = "Every word of the ontology as a constant; generated from ontology/"


def contracts() -> dict[str, list[str]]:
    """The layers from top to bottom, and the packages that open nothing, as import-linter checks them."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one for one in found if one["type"] == "layers")["layers"]
    pure = next(one for one in found if "plain values" in one["name"])["source_modules"]
    return {"layers": layers, "pure": [name.removeprefix("habeas.") for name in pure]}


def first_sentence(package: Path) -> str:
    """What a package or a module says it is for."""
    path = package / "__init__.py" if package.is_dir() else package.with_suffix(".py")
    said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    return GENERATED if said.startswith("GENERATED") else said.replace("`", "").partition(". ")[0].rstrip(".")


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def staircase() -> Diagram:
    """Who may import whom."""
    found = contracts()
    layers = [[name.strip() for name in layer.replace(":", "|").split("|")] for layer in found["layers"]]
    picture = Diagram(900, 70 + STEP * len(layers), "The staircase: each step imports only from the steps below it")
    picture.text(20, 28, "Each step imports only from the steps below it. Steps side by side do not know each other.")
    for number, names in enumerate(layers):
        left, top = 20 + 14 * number, 42 + STEP * number
        boxes = [*names, "habeas_api"] if number == 0 else names
        each = (880 - left) / len(boxes) - 8
        for place, name in enumerate(boxes):
            where = ROOT / "api" / name if name == "habeas_api" else ROOT / "graph" / "habeas" / name
            said = wrapped(first_sentence(where), int(each / LETTER))[:2]
            kind = "pure" if name in found["pure"] else "work"
            picture.box(left + place * (each + 8), top, each, STEP - 8, name, said, kind=kind)
    picture.text(20, 58 + STEP * len(layers), "Green: plain values and functions that open nothing.")
    return picture
