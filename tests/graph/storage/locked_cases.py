"""What tests of locked cases share: a case with everything a folder may hold, and a look at every byte of it."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_case, a_claim_form, a_form

from habeas.storage.pseudonyms import pseudonyms

WORDS = "five words that nobody guesses"
NAME = b"Zulema"
ZULEMA = {"ana": {"is": "person:zulema-quiroga", "label": "Zulema Quiroga"}}
Tree = dict[str, tuple[bytes, int, int]]


def a_full_case(folder: Path) -> Path:
    """A case with everything that a folder may hold: documents, questions, pseudonyms, somebody's own notes."""
    with a_case(folder) as case:
        case.record_form(a_form(a_claim_form(id="A1"), names=ZULEMA), text="Zulema Quiroga is at Norte.")
    (folder / "questions" / "zulema.rq").write_text("# title: Zulema\nSELECT * { ?a ?b ?c }")
    (folder / "notes of Zulema Quiroga, to be asked about her mother and her brother" / ("née " * 20)).mkdir(
        parents=True
    )
    (folder / "journal" / "torn-1.bin").write_bytes(NAME)
    (folder / "journal" / "torn-1.bin").chmod(0o700)
    pseudonyms(folder)
    return folder


def tree(folder: Path) -> Tree:
    """Every file with its bytes, mode and second of change; every folder with its mode, as far as its owner goes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        about, name = path.stat(), path.relative_to(folder).as_posix()
        if name not in {".lock", ".lock.pid"}:
            what = (path.read_bytes(), int(about.st_mtime)) if path.is_file() else (b"", 0)
            found[name] = (what[0], about.st_mode & 0o700, what[1])
    return found


def plain(folder: Path) -> list[str]:
    """Where the name stands in clear, names of files and folders included."""
    paths = list(folder.rglob("*"))
    return [
        str(path)
        for path in paths
        if NAME.lower() in str(path.relative_to(folder)).lower().encode()
        or (path.is_file() and NAME.lower() in path.read_bytes().lower())
    ]
