"""What a merge takes over beside the journal: documents and saved questions that only the other copy has."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Final

from habeas.casefile.agreed_values import mark_of
from habeas.errors import CaseDamaged
from habeas.model.findings import Clash
from habeas.storage import erasing
from habeas.storage.atomic import write_atomic
from habeas.storage.workspace import Workspace

QUESTION: Final = "question"
"""The kind of a clash of files, which no line tells."""


def take_files(space: Workspace, other: Path, erased: Collection[str]) -> tuple[int, int, list[Clash]]:
    """Documents and questions that are missing here; first, so that no line speaks of a missing one."""
    documents = 0
    for path in sorted((other / "sources").glob("*")):
        here = space.folder / "sources" / path.name
        if path.stem in erased or here.exists() or not _is_plain(path):
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != path.stem:
            why = "this document of the other copy was changed"
            raise CaseDamaged(where=str(path), why=why, next="Put it back from a backup. Nothing was merged.")
        space.texts.keep(content) if path.suffix == ".txt" else write_atomic(here, content)
        documents += 1
    return documents, *_take_questions(space, other, erased)


def _take_questions(space: Workspace, other: Path, erased: Collection[str]) -> tuple[int, list[Clash]]:
    questions, odd = 0, []
    for path in sorted((other / "questions").glob("*.rq")):
        here = space.folder / "questions" / path.name
        if not _is_plain(path) or erasing.digest_of(path) in erased:
            continue
        content = path.read_bytes()
        if not here.exists():
            write_atomic(here, content)
            questions += 1
        elif here.read_bytes() != content:
            kept = sorted((here.read_bytes(), content), key=lambda text: hashlib.sha256(text).hexdigest())
            second = here.with_name(f"{here.stem}-{hashlib.sha256(kept[1]).hexdigest()[:8]}.rq")
            why = f"the question {here.name} is another in each copy; both are kept, the second as {second.name}"
            odd.append(_two_questions(here.name, why, second.name))
            write_atomic(second, kept[1])
            write_atomic(here, kept[0])
            questions += 1
    return questions, odd


def _two_questions(name: str, why: str, second: str) -> Clash:
    mark = mark_of(QUESTION, name, second)
    told = {"second": second}
    return Clash(kind=QUESTION, subject=name, why=why, next="Give one another name.", mark=mark, told=told)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")
