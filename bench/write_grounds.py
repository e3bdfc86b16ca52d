"""The ground on which trials write: cases, copies, keys and files in a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from habeas.casefile import CaseFile
from habeas.storage import age_stream
from habeas.storage.age import make_key
from habeas.storage.signing import make_signing_key

age_stream.WORK = 4  # a passphrase that costs nothing: accidents shall fall on the files, not on the scrypt before them

NAMES = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz"},
    "luis": {"is": "person:luis-paz", "label": "Luis Paz"},
    "norte": {"is": "facility:norte", "label": "Cárcel Norte"},
}
WORDS, AT = "five words that nobody guesses", "2026-12-01T09:00:00Z"
CASE, LETTER = "case", "She was brought to the northern prison on Monday.\n"


def form(number: int, **source: Any) -> dict[str, Any]:
    """A document with one claim, unlike any other."""
    claim = {
        "id": f"K{number}",
        "claim": ["ana" if number % 2 else "luis", "detainedAt", "norte"],
        "said-by": "radio",
        "hedge-words": f"time {number}",
    }
    return {"source": {"id": f"log-{number}", "date": "2026-01-12", **source}, "names": NAMES, "claims": [claim]}


def nothing(room: Path) -> None:
    """No ground is needed."""


def a_case(room: Path) -> None:
    """A case with a few claims and a kept document."""
    CaseFile.create(room / CASE).close()
    with CaseFile.open(room / CASE, write=True) as case:
        for number in range(4):
            assert case.record_form(form(number), text=LETTER).recorded


def a_dump(room: Path) -> None:
    """The same, and a dump of it."""
    a_case(room)
    with CaseFile.open(room / CASE) as case:
        case.dump(room / "dump.nq")


def a_locked_case(room: Path) -> None:
    """The same, locked."""
    a_case(room)
    CaseFile.lock(room / CASE, WORDS)


def two_copies(room: Path) -> None:
    """The same twice, and each went on by itself."""
    a_case(room)
    shutil.copytree(room / CASE, room / "two")
    for folder, numbers in ((room / CASE, range(40, 43)), (room / "two", range(50, 56))):
        with CaseFile.open(folder, write=True) as case:
            for number in numbers:
                assert case.record_form(form(number), text=f"{number}: {LETTER}").recorded


def a_case_and_keys(room: Path) -> None:
    """The same, with a key to sign with and one for backups."""
    a_case(room)
    make_signing_key(room / "my.pem")
    make_key(room / "my.key")


def a_form_with_its_letters(room: Path) -> None:
    """The same, and a file with twelve documents, each with a captured text beside it."""
    a_case(room)
    documents = []
    for number in range(10, 22):
        (room / f"letter-{number}.txt").write_text(f"{number}: {LETTER}", encoding="utf-8")
        documents.append(form(number, snapshot={"file": f"letter-{number}.txt"}))
    lines = "\n---\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    (room / "form.yaml").write_text(lines, encoding="utf-8")
