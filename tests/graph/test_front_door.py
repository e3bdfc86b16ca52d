"""`import habeas`: what the library exports, with types, and without being slow."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import habeas
from habeas.casefile import CaseFile

PACKAGE = Path(habeas.__file__).parent
PROBE = """
import habeas
reveal_type(habeas.CaseFile)
reveal_type(habeas.CaseFile.status)
try:
    pass
except habeas.NotFound as error:
    reveal_type(error.why)

def subject(claim: habeas.Claim) -> None:
    reveal_type(claim.subject)
"""


def exported_by_the_stub() -> set[str]:
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {alias.name for node in imports for alias in node.names}


def test_the_stub_and_the_package_export_the_same_names_from_the_same_places() -> None:
    assert exported_by_the_stub() == set(habeas.__all__)
    assert "__all__ = [" in (PACKAGE / "__init__.pyi").read_text(encoding="utf-8")
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            home = __import__(node.module or "", fromlist=["x"])
            assert [getattr(home, a.name) for a in node.names] == [getattr(habeas, a.name) for a in node.names]


def test_the_front_door_is_the_class_and_a_wrong_name_is_an_attribute_error() -> None:
    assert habeas.CaseFile is CaseFile
    assert {*habeas.__all__, "__version__"} <= set(dir(habeas))
    assert not hasattr(habeas, "Casefile")


def test_type_checkers_of_users_see_the_classes(tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text(PROBE, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file=",
        "--follow-imports=silent",
        "--cache-dir=cache",
        "probe.py",
    ]
    surroundings = {**os.environ, "MYPYPATH": str(PACKAGE.parent)}
    found = subprocess.run(command, check=False, cwd=tmp_path, env=surroundings, capture_output=True, text=True)
    told = [line.partition("Revealed type is ")[2] for line in found.stdout.splitlines() if "Revealed" in line]
    assert found.returncode == 0, found.stdout
    assert told[0].endswith('-> habeas.casefile.case_file.CaseFile"')
    assert "StatusRow" in told[1]
    assert told[2:] == ['"str"', '"habeas.model.values.Ref"']
    assert (PACKAGE / "py.typed").is_file()


def test_importing_the_package_imports_none_of_its_parts() -> None:
    probe = "import sys, habeas\nprint([name for name in sys.modules if name.startswith('habeas.')])"
    assert subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True).stdout == "[]\n"
