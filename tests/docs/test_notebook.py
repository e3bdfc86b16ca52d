"""The notebook in examples/notebook: its cells run one after the other, as they stand."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples" / "notebook" / "first-look.ipynb"
CELLS: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; gives what its last line is, as a notebook would show it."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), NOTEBOOK.name, "exec"), names)  # noqa: S102 our own cells
    shown = compile(ast.Expression(last.value), NOTEBOOK.name, "eval") if last else None
    return eval(shown, names) if shown else None  # noqa: S307 our own cells


def test_every_cell_runs_and_shows_what_its_text_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)
    names: dict[str, Any] = {}
    shown = [run("".join(cell["source"]), names) for cell in CELLS if cell["cell_type"] == "code"]
    assert "<table><thead><tr><th>person</th>" in shown[1]._repr_html_() and "Edilson Torres" in shown[1]._repr_html_()
    assert list(shown[1].to_pandas()["held"]) == ["certain", "certain", "assumed", "possible"]
    assert len(names["numbers"]) == 18
    table = names["pd"].DataFrame(names["words"])
    assert list(table.loc["Enrique Márquez", ["2026-01-08", "2026-01-09", "2026-01-12"]]) == [
        "held, certain",
        "held, possible",
        "left, certain",
    ]
    assert (names["certain"] <= names["held_a_day"]).all()


def test_nothing_that_a_run_leaves_is_in_the_file() -> None:
    code = [cell for cell in CELLS if cell["cell_type"] == "code"]
    assert len(code) > 5
    assert [cell["outputs"] for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert len({cell["id"] for cell in CELLS}) == len(CELLS)
