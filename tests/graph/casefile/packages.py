"""What the tests of packages share: commands as an expert runs them, and those that VERIFY.txt gives."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.builders import Clock, a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.package import PackageReport, package
from habeas.model.text import MARK_OF_UTF8

AT = "2026-03-01T10:00:00.000Z"
TEXT = "Bulletin of 12 January. Ana Ruiz is held at Norte.\n"


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command as an expert runs it: in the folder, with a plain shell."""
    wanted = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    return subprocess.run(["sh", "-c", command], cwd=folder, env=wanted, capture_output=True, text=True, check=False)


def blocks(folder: Path) -> list[str]:
    """The blocks of commands in VERIFY.txt, in their order, English and Spanish."""
    text = (folder / "VERIFY.txt").read_text(encoding="utf-8")
    found = re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
    return ["".join(line[4:] for line in block.splitlines(keepends=True)) for block in found]


def captured(text: str) -> dict[str, str]:
    """A captured text as the claim form names it."""
    return {"sha256": hashlib.sha256(text.encode()).hexdigest()}


def take(case: CaseFile, *claims: Mapping[str, Any], text: str, **source: Any) -> None:
    """Record claims with the captured text of their document."""
    report = case.record_form(a_form(*claims, snapshot=captured(text), **source), text=text)
    assert not report.refused, report.refused


def make(case: CaseFile, out: Path, sensitivity: str = "public") -> PackageReport:
    return package(case, out, at=AT, sensitivity=sensitivity)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / "data" / name).read_text(encoding="utf-8").removeprefix(MARK_OF_UTF8)
    return list(csv.DictReader(text.splitlines()))


def everything(folder: Path) -> str:
    return "\n".join(path.name + path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def a_packed_case(folder: Path) -> CaseFile:
    """A case with a document, a claim that was withdrawn and one that stands; nothing in it is sensitive."""
    file = a_case(folder, clock=Clock())
    quoted = a_claim_form(id="A1", quote="Ana Ruiz is held at Norte")
    take(file, quoted, a_claim_form(id="A2", value="sur"), text=TEXT)
    file.withdraw("A2", reason="misread", by="maria")
    return file
