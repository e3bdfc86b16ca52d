"""Every way in which something is written: what is done, and how to see afterwards that it is there.

A row of the table is all that the trials of `bench.chaos` need of a command: how the ground is laid, what is written,
and what is missing of it. A new command that writes gets a row.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from habeas.casefile import CaseFile
from habeas.model.values import Ref
from habeas.storage.pseudonyms import pseudonyms

NAMES = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz"},
    "luis": {"is": "person:luis-paz", "label": "Luis Paz"},
    "norte": {"is": "facility:norte", "label": "Cárcel Norte"},
}
CASE, LETTER = "case", "She was brought to the northern prison on Monday.\n"


@dataclass(frozen=True, slots=True)
class WritePath:
    """One way of writing. All three take the folder in which everything lies.

    `before` lays the ground, `write` writes, and `missing` names what is not there of what `write` wrote.
    """

    name: str
    before: Callable[[Path], None]
    write: Callable[[Path], None]
    missing: Callable[[Path], list[str]]


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


def a_form_with_its_letters(room: Path) -> None:
    """The same, and a file with twelve documents, each with a captured text beside it."""
    a_case(room)
    documents = []
    for number in range(10, 22):
        (room / f"letter-{number}.txt").write_text(f"{number}: {LETTER}", encoding="utf-8")
        documents.append(form(number, snapshot={"file": f"letter-{number}.txt"}))
    lines = "\n---\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    (room / "form.yaml").write_text(lines, encoding="utf-8")


# -- what is written


def init(room: Path) -> None:
    CaseFile.create(room / CASE, title="Spring").close()


def load(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        assert len(case.load(room / "form.yaml").recorded) == 12


def record(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        assert case.record_form(form(30)).recorded


def capture(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        assert case.record_form(form(31), text=f"31: {LETTER}").recorded


def withdraw(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.withdraw("K0", reason="misread")


def supersede(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.supersede("K1", form(32), reason="corrected")


def judge(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="one mother")


def undo(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.undo(reason="wrong case")


def settings(room: Path) -> None:
    path = room / CASE / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("documenter", "desk"), encoding="utf-8")
    with CaseFile.open(room / CASE, write=True) as case:
        case.accept_settings(reason="the desk records")


def dump(room: Path) -> None:
    with CaseFile.open(room / CASE) as case:
        case.dump(room / "dump.nq")


def restore(room: Path) -> None:
    CaseFile.restore(room / "deep" / "restored", room / "dump.nq").close()


def rebuild(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.rebuild()


def export(room: Path) -> None:
    with CaseFile.open(room / CASE) as case:
        case.export(room / "case.gexf", "person-facility")


def pseudonym(room: Path) -> None:
    pseudonyms(room / CASE)(Ref("person", "ana-ruiz"))


def back_up(room: Path) -> None:
    CaseFile.back_up(room / CASE, room / "copy")


# -- what is missing


def _claims(folder: Path, wanted: dict[str, str]) -> list[str]:
    with CaseFile.open(folder, write=True) as case:
        found = {line.claim_id: line.status for line in case.claims(status="")}
    return [
        f"{name} is {found.get(name)}, not {status}" for name, status in wanted.items() if found.get(name) != status
    ]


def _standing(**changed: str) -> Callable[[Path], list[str]]:
    wanted = {f"K{number}": "live" for number in range(4)} | changed
    return lambda room: _claims(room / CASE, wanted)


def _operation(room: Path, op: str) -> list[str]:
    with CaseFile.open(room / CASE, write=True) as case:
        return [] if op in {line.op for line in case.history()} else [f"no {op} in the history"]


def _loaded(room: Path) -> list[str]:
    names = {f"K{number}": "live" for number in (*range(4), *range(10, 22))}
    texts = {path.read_text(encoding="utf-8") for path in (room / CASE / "sources").glob("*.txt")}
    lost = [f"letter {number}" for number in range(10, 22) if f"{number}: {LETTER}" not in texts]
    return _claims(room / CASE, names) + lost


def _captured(room: Path) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in (room / CASE / "sources").glob("*.txt")]
    return _standing(K31="live")(room) + ([] if f"31: {LETTER}" in texts else ["the letter"])


def _made(room: Path) -> list[str]:
    with CaseFile.open(room / CASE) as case:
        return [] if case.settings.title == "Spring" else ["the title"]


def _dumped(room: Path) -> list[str]:
    if not (room / "dump.nq").exists():
        return ["the dump"]
    CaseFile.restore(room / "from-dump", room / "dump.nq").close()
    return _claims(room / "from-dump", {f"K{number}": "live" for number in range(4)})


def _restored(room: Path) -> list[str]:
    folder = room / "deep" / "restored"
    return _claims(folder, {f"K{number}": "live" for number in range(4)}) if folder.exists() else ["the case"]


def _file(name: str) -> Callable[[Path], list[str]]:
    return lambda room: [] if (room / name).is_file() and (room / name).stat().st_size else [name]


def _recorder(room: Path) -> list[str]:
    with CaseFile.open(room / CASE) as case:
        return [] if case.settings.recorder == "desk" and not case.settings_changes() else ["the recorder"]


def _backed_up(room: Path) -> list[str]:
    if not (room / "copy").exists():
        return ["the backup"]
    CaseFile.restore(room / "from-copy", room / "copy").close()
    return _claims(room / "from-copy", {f"K{number}": "live" for number in range(4)})


PATHS: tuple[WritePath, ...] = (
    WritePath("init", nothing, init, _made),
    WritePath("load with documents", a_form_with_its_letters, load, _loaded),
    WritePath("record", a_case, record, _standing(K30="live")),
    WritePath("capture", a_case, capture, _captured),
    WritePath("withdraw", a_case, withdraw, _standing(K0="withdrawn")),
    WritePath("supersede", a_case, supersede, _standing(K1="superseded", K32="live")),
    WritePath("judge", a_case, judge, lambda room: _operation(room, "judge")),
    WritePath("undo", a_case, undo, _standing(K3="withdrawn")),
    WritePath("settings", a_case, settings, _recorder),
    WritePath("dump", a_case, dump, _dumped),
    WritePath("restore", a_dump, restore, _restored),
    WritePath("rebuild", a_case, rebuild, _standing()),
    WritePath("export", a_case, export, _file("case.gexf")),
    WritePath("pseudonyms", a_case, pseudonym, _file(f"{CASE}/.pseudonyms")),
    WritePath("backup", a_case, back_up, _backed_up),
)
