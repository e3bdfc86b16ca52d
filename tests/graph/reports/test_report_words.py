"""What documents say: every message has its Spanish, with the same values in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import habeas
from habeas.casefile import dossier_custody, dossier_report, report_bindings, report_sentences
from habeas.model.translate import Catalogue, catalogue_of

CASEFILE = Path(habeas.__file__).parent / "casefile"
MODULES = ("dossier_custody", "dossier_report", "form_report", "report_annex", "report_sentences", "reporting")
TABLES = (
    *report_sentences.PHRASES.values(),
    *report_sentences.STATES.values(),
    *dossier_report.TITLES.values(),
    *dossier_custody.UNKNOWN_ON.values(),
    *dossier_custody.AXES.values(),
    *(what for every in report_bindings.KNOWABLE.values() for what, _ in every),
)


def messages() -> Iterator[str]:
    """Every text that is given to `say` or `count`, and those of the tables."""
    yield from TABLES
    for name in MODULES:
        for node in ast.walk(ast.parse((CASEFILE / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "say",
                "count",
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def test_every_message_of_a_document_is_there_in_spanish() -> None:
    spanish = catalogue_of("es", "habeas")
    assert isinstance(spanish, Catalogue)
    found = set(messages())
    assert len(found) > 100
    assert sorted(one for one in found if not spanish.has(one)) == []
    for one in found:
        assert sorted(re.findall(r"%\((\w+)\)", one)) == sorted(re.findall(r"%\((\w+)\)", spanish.gettext(one))), one
